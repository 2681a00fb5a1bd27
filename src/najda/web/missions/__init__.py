"""Missions: each team's part, what came of it, how it ends."""
