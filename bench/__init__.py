"""How fast Najda is, beside a peer in the same run. Run it with `make bench`; it judges nothing."""
