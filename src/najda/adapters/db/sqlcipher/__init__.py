"""A Django database backend for one SQLCipher file."""
