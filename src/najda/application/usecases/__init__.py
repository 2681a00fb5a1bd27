"""What people do: a module for each thing, and in it a function for each way of doing it.

Every function takes the desk, the act, and by name what is asked; it returns what was done or raises a
refusal, and then nothing was recorded.
"""
