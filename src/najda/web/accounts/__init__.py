"""People who sign in: accounts, sessions, devices, second factors, one-time codes."""
