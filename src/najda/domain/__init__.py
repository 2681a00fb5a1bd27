"""What happens in rescue work: one room per noun, each knowing the others only by id."""
