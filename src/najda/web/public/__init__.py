"""The page on which anybody may report, without an account, and the receipts of it."""
