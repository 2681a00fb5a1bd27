"""Hazards: dangers that stand, reported, extended, cleared."""
