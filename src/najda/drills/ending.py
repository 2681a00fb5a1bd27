"""How a drill ends: the situation report on the screen and in files, and the digest."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from najda import bootstrap
from najda.application.ports import Language
from najda.application.situation.make import situation_report
from najda.application.situation.model import SituationReport
from najda.application.situation.render_csv import as_csv
from najda.application.situation.render_markdown import as_markdown
from najda.application.situation.render_text import as_text
from najda.application.situation.wording import said_label, said_value
from najda.kernel.time import Period

from .folder import REPORTS
from .going import told
from .profile import START
from .run import Drill

LANGUAGES = ("en", "ar")
_FORMS: dict[str, Callable[[SituationReport, Language], str]] = {
    "txt": as_text,
    "md": as_markdown,
    "csv": as_csv,
}


def report_on(drill: Drill) -> SituationReport:
    """Return the situation report on a drill, from its ledger alone, up to where it has been told."""
    desk, end = drill.desk, told(drill)
    return situation_report(
        desk.store,
        period=Period(start=START, end=end),
        made_at=end,
        names_of=desk.gazetteer.area_names,
    )


def write(report: SituationReport, folder: Path) -> Iterator[Path]:
    """Write the report in every language and form, and yield each file."""
    into = folder / REPORTS
    into.mkdir(parents=True, exist_ok=True)
    for code in LANGUAGES:
        speaks = bootstrap.language(code, report.heading.zone)
        for form, render in _FORMS.items():
            path = into / f"situation-{code}.{form}"
            path.write_text(render(report, speaks), encoding="utf-8", newline="")
            yield path


def summary(report: SituationReport, code: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the title and the lines of what one reads at a glance, each a label and a value."""
    speaks = bootstrap.language(code, report.heading.zone)
    glance = report.sections[0]
    lines = [
        (said_label(speaks, figure.label), said_value(speaks, figure)) for figure in glance.figures
    ]
    return speaks.say(glance.title), lines
