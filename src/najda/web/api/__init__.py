"""The API for programs, and the devices that may use it."""
