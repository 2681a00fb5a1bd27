"""Teams: the people who go, what they can do, and where they are in their day."""
