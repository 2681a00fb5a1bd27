"""The board: what is going on, as it goes on.

views       the page, whole, for any browser
lines       one line of a list as HTML, from the same templates for the page and for what comes after
watch       one look at the ledger per process, told to every open board
changes     the stream of what has changed, to one open board
"""
