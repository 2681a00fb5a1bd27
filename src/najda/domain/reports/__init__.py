"""Reports: what somebody told us, in their words, kept as it came."""
