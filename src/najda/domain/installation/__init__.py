"""The installation: whose operations these are, where, and whether they are real."""
