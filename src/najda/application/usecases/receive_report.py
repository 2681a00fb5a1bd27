"""Take a report in, from whichever channel."""

from __future__ import annotations

from collections.abc import Callable

from najda.application.desk import Act, Desk, Done, Work
from najda.application.errors import NothingSaid, TooLong
from najda.application.whereabouts import Where, kept, resolved
from najda.domain.reports import decide
from najda.domain.reports.events import ReportReceived
from najda.intake.language import language_of
from najda.kernel.need import Need
from najda.kernel.places import Place
from najda.kernel.tasks import Channel, Task
from najda.kernel.visible import visible

LONGEST_TEXT = 20_000
"""Characters a report may have: more than any caller dictates, less than what clogs a phone's sync."""


def receive_report(
    desk: Desk,
    act: Act,
    *,
    text: str,
    channel: Channel,
    where: Where | Place = Where(),  # noqa: B008 - frozen
    task: Task | None = None,
    need: Need | None = None,
    reporter: str = "",
) -> Done:
    """Take a report in as it was said. `where` may be given or resolved already; `reporter` is how to
    reach whoever told, if they want to be reached. The report's id is `Done.made("reports")`."""
    hear = heard(desk, text, channel, where, task, need, reporter)
    return desk.perform(act, hear, ReportReceived)


def heard(
    desk: Desk,
    text: str,
    channel: Channel,
    where: Where | Place,
    task: Task | None,
    need: Need | None,
    reporter: str,
) -> Callable[[Work], str]:
    """Return what takes the report in within an act, giving its id; refuse now what cannot be taken."""
    said = visible(text)
    if not said:
        raise NothingSaid
    if len(said) > LONGEST_TEXT:
        raise TooLong(given=len(said), most=LONGEST_TEXT)
    place, back = resolved(desk, where), visible(reporter)

    def hear(work: Work) -> str:
        report = work.new_id("report")
        located, directions = kept(work, report, place)
        received = ReportReceived(
            channel=channel,
            text=work.seal(report, said),
            place=located,
            directions=directions,
            language=language_of(said),
            task=task,
            need=need,
            reporter=work.seal(report, back) if back else None,
        )
        work.add("reports", report, decide.receive(work.find("reports", report), received))
        return report

    return hear
