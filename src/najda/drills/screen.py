"""A drill on a terminal, as it goes: what comes in, what waits, who is where, what was done."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from najda.application import codec
from najda.application.ports import Language
from najda.application.situation.wording import SHORT_MARK, duration
from najda.domain.missions.status import Part
from najda.domain.teams.state import Team
from najda.domain.teams.status import Status as TeamStatus
from najda.kernel.need import Level
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.words import word

from .hands import Deed
from .run import Drill
from .teller import Kind, Teller

_STYLE = {
    Kind.REPORT: "",
    Kind.INCIDENT: "cyan",
    Kind.SENT: "yellow",
    Kind.DONE: "green",
    Kind.TROUBLE: "red",
}
_LEVEL_STYLE = {1: "bold red", 2: "bold yellow", 3: "yellow", 4: "", 5: "dim"}
_WIDE = 120
_CLOCK = "%H:%M"


class Screen:
    """Draws a drill; `watch` hears of every deed, `draw` shows how things stand."""

    def __init__(self, drill: Drill, speaks: Language, console: Console) -> None:
        self._drill, self._speaks, self._console = drill, speaks, console
        self._teller = Teller(drill.hands.board, drill.desk.gazetteer, arabic=speaks.right_to_left)
        self._reports: deque[Text] = deque(maxlen=40)
        self._deeds: deque[Text] = deque(maxlen=40)
        self._live = Live(console=console, auto_refresh=False, screen=False, transient=True)

    def __enter__(self) -> Screen:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def watch(self, deed: Deed) -> None:
        """Take in what somebody did."""
        told = self._teller.tell(deed)
        if told is not None:
            lines = self._reports if told.kind is Kind.REPORT else self._deeds
            line = f"{self._hour(deed.at)}  {self._speaks.say(told.says)}"
            lines.append(Text(line, style=_STYLE[told.kind], no_wrap=True, overflow="ellipsis"))

    def draw(self) -> None:
        """Show how things stand now."""
        self._live.update(self.picture(), refresh=True)

    def picture(self) -> RenderableType:
        """Return how things stand now, as wide and high as the console."""
        rows = max(10, min(self._console.height, 48) - 9)
        parts = [self._header(), self._bar(), Text()]
        if self._console.width >= _WIDE:
            parts += self._side_by_side(rows)
        else:
            parts += self._stacked(rows)
        parts += [self._counts(), self._hint()]
        return Group(*parts)

    def _stacked(self, rows: int) -> list[RenderableType]:
        each = max(2, rows // 4)
        return [
            *self._section(N_("Reports coming in"), self._last(self._reports, each), each),
            *self._section(N_("Waiting, by need"), self._queue(each), each),
            *self._section(N_("Teams at work"), self._teams(each), each),
            *self._section(N_("What is done"), self._last(self._deeds, each), each),
        ]

    def _side_by_side(self, rows: int) -> list[RenderableType]:
        each = max(4, rows // 2)
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
        grid.add_column(ratio=1)
        grid.add_column(ratio=1)
        grid.add_row(
            Group(*self._section(N_("Reports coming in"), self._last(self._reports, each), each)),
            Group(*self._section(N_("Waiting, by need"), self._queue(each), each)),
        )
        grid.add_row(
            Group(*self._section(N_("What is done"), self._last(self._deeds, each), each)),
            Group(*self._section(N_("Teams at work"), self._teams(each), each)),
        )
        return [grid]

    def _section(self, title: str, lines: list[Text], rows: int) -> list[RenderableType]:
        shown = [*lines[:rows], *[Text()] * (rows - len(lines))]
        return [Text(self._say(title), style="bold underline"), *shown]

    def _header(self) -> Text:
        plan, now = self._drill.plan, self._drill.desk.clock.now()
        says = N_("{name} – {when} – day {day} of {days}, seed {seed}")
        day = min(plan.days, int(self._drill.env.now // 86400) + 1)
        title = phrase(
            says, name=plan.profile.name, when=now, day=day, days=plan.days, seed=str(plan.seed)
        )
        line = Text(f" {SHORT_MARK}  ", style="bold white on red")
        return line.append(f" {self._speaks.say(title)} ", style="bold reverse not white")

    def _bar(self) -> ProgressBar:
        done = min(self._drill.env.now, self._drill.plan.seconds)
        return ProgressBar(total=self._drill.plan.seconds, completed=done)

    def _last(self, lines: deque[Text], rows: int) -> list[Text]:
        return list(lines)[-rows:]

    def _queue(self, rows: int) -> list[Text]:
        now = self._drill.desk.clock.now()
        with self._drill.desk.store.reading() as view:
            waiting = view.standings("incidents", status=["waiting"], limit=rows)
        lines = []
        for row in waiting:
            state = codec.state_from("incidents", row.state)
            waited = duration((now - state.waiting_since).total_seconds() / 60)
            line = Text(no_wrap=True, overflow="ellipsis")
            name = self._speaks.say(word(Level(state.level))) if state.level else "–"
            line.append(f"{name:<9} ", style=_LEVEL_STYLE.get(state.level, ""))
            line.append(f"{self._speaks.say(waited):>12}  ")
            line.append(
                f"{self._say(word(state.task))}, {self._say(self._teller.place(state.place))}"
            )
            lines.append(line)
        return lines

    def _teams(self, rows: int) -> list[Text]:
        board, lines = self._drill.hands.board, []
        for crew in self._drill.stage.crews.values():
            team = board.team(crew.id)
            if team.status in (TeamStatus.COMMITTED, TeamStatus.PREASSIGNED):
                lines.append(self._team(team, crew.id))
        free = sum(
            board.team(crew.id).status == TeamStatus.AVAILABLE
            for crew in self._drill.stage.crews.values()
        )
        says = N_("{free} free and on shift, {busy} on missions")
        first = Text(self._say(phrase(says, free=free, busy=len(lines))), style="dim")
        return [first, *lines]

    def _team(self, team: Team, id_: str) -> Text:
        mission = self._drill.hands.board.mission(team.mission)
        leg = mission.leg(id_) if mission else None
        part = self._speaks.word(leg.part if leg else Part.SET_DOWN)
        task = self._say(word(mission.task)) if mission else ""
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f"{team.name:<24} ", style="bold")
        return line.append(f"{part:<12} {task}")

    def _counts(self) -> Text:
        count = self._teller.counts
        says = N_(
            "{reports} reports, {incidents} incidents, {sent} teams sent, {closed} missions closed, "
            "{moved} people moved, {rescued} rescued, {refused} refusals"
        )
        values = {
            "reports": count["ReportReceived"],
            "incidents": count["IncidentOpened"],
            "sent": count["TeamSent"],
            "closed": count["MissionClosed"],
            "moved": count["moved"],
            "rescued": count["rescued"],
            "refused": count["refused"],
        }
        return Text(self._say(phrase(says, **values)), style="bold")

    def _hint(self) -> Text:
        says = N_(
            "Everyone and everything here is invented. Ctrl-C stops; it goes on where it was."
        )
        return Text(self._say(says), style="dim")

    def _hour(self, at: datetime) -> str:
        return f"{at.astimezone(self._drill.zone):{_CLOCK}}"

    def _say(self, said: Phrase | str) -> str:
        return self._speaks.say(said if isinstance(said, Phrase) else phrase(said))
