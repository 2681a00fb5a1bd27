"""Where everybody arrives."""
