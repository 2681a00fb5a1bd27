"""Closures: parts of the roads that are closed or slow, until a time or until somebody reopens them."""
