"""Incidents: the list, one at a glance with its whole story, what is done about it, who is sent."""
