"""Taking calls: one form, saved as it is typed, with what the call may be the same as beside it."""
