"""Who should go where: the problem, what makes a team fit, what a plan costs, and why.

Pure and small: an engine takes a `Problem` and returns a `Plan`; a person decides.
"""
