"""The situation report: figures for a period and an area, made from the ledger's entries alone.

`make.situation_report` reads the entries once (`gather`), the modules named `about_…` count, and the
modules named `render_…` write the report in a person's language. Two rules decide what counts:

- what something *is* (a place, a kind, what a team found) is taken as last known to the ledger: a
  correction replaces what was wrong whenever it came;
- how things *stood* (judged, waiting, closed, reached) is taken at the end of the period.
"""
