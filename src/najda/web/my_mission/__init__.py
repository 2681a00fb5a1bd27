"""The page a team has in its hand: its mission, its next step, its check-in, its shift."""
