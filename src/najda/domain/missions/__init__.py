"""Missions: teams sent to an incident, from the plan to what came of it."""
