"""What a message says: its language, its place, its columns. Pure: no clock, no files, no network."""
