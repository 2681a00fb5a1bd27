"""Roads: what is closed or slow, closing and reopening by pointing, and ways with their turns."""
