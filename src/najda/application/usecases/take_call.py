"""Take a call: the report, and what whoever takes it sees at once that it comes to, as one act."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.application.whereabouts import Where
from najda.domain.reports.events import ReportReceived
from najda.kernel.errors import Refusal
from najda.kernel.need import Need
from najda.kernel.phrases import N_
from najda.kernel.places import Place
from najda.kernel.tasks import Channel, Task

from .judge_report import linked
from .open_incident import opened
from .receive_report import heard


class KindMissing(Refusal):
    """An incident is of some kind: it decides who can be sent."""

    says = N_("What is needed is not said yet, so no incident was opened. Choose a kind of help.")


def take_call(
    desk: Desk,
    act: Act,
    *,
    text: str,
    channel: Channel,
    where: Where | Place = Where(),  # noqa: B008 - frozen
    task: Task | None = None,
    need: Need | None = None,
    reporter: str = "",
    incident: str = "",
    opens: bool = False,
) -> Done:
    """Take a report in, and link it to an `incident` already known, or, with `opens`, open one from it.

    All of it is kept or nothing. Raises KindMissing where an incident is to be opened without a kind.
    """
    hear = heard(desk, text, channel, where, task, need, reporter)
    if opens and not incident and task is None:
        raise KindMissing

    def work(work: Work) -> None:
        report = hear(work)
        if incident:
            linked(work, report, incident)
        elif opens:
            opened(work, task, need or Need(), None, (), report)

    return desk.perform(act, work, ReportReceived, *([incident] if incident else []))
