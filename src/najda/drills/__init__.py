"""Invented operations that drive the use cases as people would: demo, exercise and load in one."""
