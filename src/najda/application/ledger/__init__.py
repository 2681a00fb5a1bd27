"""What outsiders may ask of the ledger: is it whole, what is in it, is this entry part of it."""
