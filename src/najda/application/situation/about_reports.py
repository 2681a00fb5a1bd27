"""Figures about reports: how many came, by which way, and what was judged of them."""

from __future__ import annotations

from najda.application.words import word
from najda.domain.reports.status import Status
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Channel

from .gather_reports import Report
from .model import Section
from .scope import Scope
from .tally import LONGEST, MEDIAN, P90, Tally, Wait
from .window import minutes_between

_STATUSES = (
    (Status.LINKED, "linked", phrase(N_("Reports linked to an incident"))),
    (Status.SET_ASIDE, "set_aside", phrase(N_("Reports set aside, with a reason"))),
    (Status.RECEIVED, "not_judged", phrase(N_("Reports not judged yet"))),
)


def section(scope: Scope) -> Section:
    """Return the section on reports received in the period."""
    tally, received = Tally("reports"), list(scope.reports())
    tally.count("received", phrase(N_("Reports received")), ((r.sequence,) for r in received))
    channels = [(channel, channel.value, word(channel)) for channel in Channel]
    tally.split("by_channel", ((r.channel, (r.sequence,)) for r in received), channels)
    for status, key, label in _STATUSES:
        tally.count(key, label, (r.ground for r in received if r.status == status))
    judged = [_until_judged(report) for report in received if report.first_judged]
    labels = (_labelled(MEDIAN), _labelled(P90), _labelled(LONGEST))
    tally.times("until_judged", labels, judged)
    return Section("reports", phrase(N_("Reports")), tuple(tally.figures))


def _labelled(measure):
    return phrase(N_("Time until a report was first judged: {measure}"), measure=measure)


def _until_judged(report: Report) -> Wait:
    assert report.first_judged
    at, sequence = report.first_judged
    return max(minutes_between(report.at, at), 0.0), (report.sequence, sequence)
