"""Facts about a report."""

from __future__ import annotations

from najda.kernel.need import Need
from najda.kernel.personal import Sealed
from najda.kernel.places import Place
from najda.kernel.tasks import Channel, Task
from najda.kernel.values import Fact


class ReportReceived(Fact, frozen=True):
    """Somebody told us something. `text` is their wording; `directions` what they said of the
    place; `reporter` how to reach them, if they said."""

    channel: Channel
    text: Sealed
    place: Place
    directions: Sealed | None = None
    language: str = ""  # ISO 639-1 of the text, empty if not clear
    task: Task | None = None
    need: Need | None = None
    reporter: Sealed | None = None


class ReportLinked(Fact, frozen=True):
    """The report was judged to tell of this incident."""

    incident: str


class ReportSplit(Fact, frozen=True):
    """The judgement that it told of this incident was taken back."""

    incident: str
    reason: Sealed


class ReportSetAside(Fact, frozen=True):
    """The report was judged to call for nothing."""

    reason: Sealed


class ReportTakenUp(Fact, frozen=True):
    """The report that had been set aside was taken up again."""

    reason: Sealed


Event = ReportReceived | ReportLinked | ReportSplit | ReportSetAside | ReportTakenUp
