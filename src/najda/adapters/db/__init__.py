"""The ledger and the read models in a database: one SQLCipher file, or PostgreSQL.

Start at `opening`. Nothing is imported here, so that the verifier's helper processes start at once.
"""
