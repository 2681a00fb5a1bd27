"""Teams: who they are, where they stand, their shifts and check-ins, and how they are kept."""
