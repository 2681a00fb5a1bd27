"""Incidents: something that happened and may call for us, known from one report or many."""
