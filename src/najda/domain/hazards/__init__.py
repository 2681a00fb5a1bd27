"""Hazards: dangers on a place to whoever comes near, whichever incident brought them there."""
