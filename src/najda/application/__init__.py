"""What people do with Najda: use cases, the ports they need, and how facts become what is read."""
