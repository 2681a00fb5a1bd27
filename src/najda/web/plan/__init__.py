"""The plan for all at once, why it is so, what another choice would mean, and where cover is missing."""
