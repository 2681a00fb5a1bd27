"""What every room may use: values, identities, time, places, need, the ledger's entry, errors."""
