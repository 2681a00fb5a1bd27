"""What the planner looks at, kept up with a story as it is told, is what reading it anew finds."""
