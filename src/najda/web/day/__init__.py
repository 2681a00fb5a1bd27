"""For whoever leads: the day at a glance, the situation report, and the entries behind each figure."""
