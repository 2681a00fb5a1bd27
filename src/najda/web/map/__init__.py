"""What every map is drawn on: coasts and borders, names of places, and streets where there are any."""
