"""Routes for many teams at once, as numbers: an instance, a start, a search, a result.

Nothing here knows words or people. `reading` makes an `Instance` of a `Problem`; `start` makes a
first set of routes; `solve` improves them until it is told to stop. Formulation: docs/planning.md.
"""
