"""Aid: what neighbours are asked for when our own teams run out, what they answer, and who came."""
