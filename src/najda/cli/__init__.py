"""What people type: commands that say what they do. No rules here."""
