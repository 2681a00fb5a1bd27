"""The outside world, one package per kind of thing; only bootstrap imports them."""
