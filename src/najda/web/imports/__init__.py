"""Reports from a file: looked at first, then taken in, with what was refused to be mended."""
