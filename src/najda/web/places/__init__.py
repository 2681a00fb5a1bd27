"""Searching places by name or coordinates, for fields and for people."""
