"""The plan that stands, kept up with the ledger, and what is read from it.

outlook    open incidents, teams and dangers as the planner takes them
journeys   travel times, asked of the roads once for each pair of places
past       how long work takes and where calls come from, by what happened
fresh      planning that remembers nothing, for drills
planning   the plan for all at once, its reasons, coverage and shortages
"""
