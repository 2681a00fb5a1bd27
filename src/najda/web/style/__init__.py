"""Every component on one page, for looking at and for the accessibility tests."""
