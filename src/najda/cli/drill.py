"""`najda drill` and `najda demo`: invented operations, to see, to exercise and to measure."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from najda.kernel.phrases import N_, phrase

from .commands import group
from .errors import INTERRUPTED
from .given import option
from .language import Language, language
from .session import Options, Session

DEMO_FOLDER = Path("demo")
_TEMPORARY = N_("It is kept only while it runs; name a --folder to keep it and to go on later.")

Days = Annotated[int, option("--days", min=1, max=31, help="How many days it lasts.")]
Seed = Annotated[int, option("--seed", help="The same seed tells the same story.")]
Scale = Annotated[float, option("--scale", help="How much happens; 1 is usual.")]
Speed = Annotated[
    float,
    option("--speed", min=0.0, help="Minutes of the drill in a second; else so that it fits."),
]
Fresh = Annotated[bool, option("--fresh", help="Begin anew instead of going on.")]
Headless = Annotated[bool, option("--headless", help="As fast as it goes, showing only the end.")]
LanguageOption = Annotated[
    Language | None,
    option(
        "--language", envvar="NAJDA_LANGUAGE", case_sensitive=False, help="Language to show it in."
    ),
]


class Wanted(NamedTuple):
    """A drill as it was asked for."""

    name: str
    days: int
    seed: int
    scale: float = 1.0
    headless: bool = False
    speed: float = 0.0
    fresh: bool = False
    database: str = ""
    language: Language | None = None


def add(app: typer.Typer) -> None:
    """Add the commands."""
    made = group(app, "drill", "Invented operations that use Najda as people would.")
    made.command("run", epilog="Example: najda drill run coast --days 3 --seed 7 --headless")(run)
    made.command("list", epilog="Example: najda drill list")(list_)
    app.command("demo", epilog="Example: najda demo --days 1 --language ar")(demo)


def run(
    name: Annotated[str, typer.Argument(help="Which drill: coast or earthquake.")] = "coast",
    days: Days = 3,
    seed: Seed = 7,
    scale: Scale = 1.0,
    headless: Headless = False,
    speed: Speed = 0.0,
    fresh: Fresh = False,
    folder: Annotated[
        Path | None,
        option("--folder", "-f", help="A folder of its own; else one that is thrown away."),
    ] = None,
    database: Annotated[
        str, option("--database", metavar="URL", help="An empty PostgreSQL database to keep it in.")
    ] = "",
    language: LanguageOption = None,
) -> None:
    """Run a drill: people, calls, teams and missions, all invented and all marked as a drill.

    It uses Najda as people would, with no way round the rules. Stopped, it goes on where it was; the
    same seed, days and scale tell the same story, and the digest at the end says so. --scale goes up to
    1000; “earthquake” is the whole country, 100,000 reports in three days.
    """
    wanted = Wanted(name, days, seed, scale, headless, speed, fresh, database, language)
    with _kept(folder) as where:
        _play(wanted, where, kept=folder is not None)


def demo(
    days: Days = 2,
    seed: Seed = 7,
    speed: Speed = 0.0,
    fresh: Fresh = False,
    folder: Annotated[Path, option("--folder", "-f", help="Where it is kept.")] = DEMO_FOLDER,
    language: LanguageOption = None,
) -> None:
    """Show Najda at work on Syria's coast, in about a minute: everyone and everything is invented.

    Reports come in, the queue stands by need, teams go, missions open and close; it ends in the situation
    report, on the screen and in files. Ctrl-C stops it; the next time it goes on from there.
    """
    wanted = Wanted("coast", days, seed, speed=speed, fresh=fresh, language=language)
    _play(wanted, folder, kept=True)


def list_(language: LanguageOption = None) -> None:
    """List the drills there are."""
    from najda.drills.profile import PROFILES

    session = Session(Options(folder=DEMO_FOLDER, language=language))
    for profile in PROFILES.values():
        says = N_("{name}: about {events} calm events a day, {teams} teams, and surges")
        events = round(profile.events_a_day)
        session.print(phrase(says, name=profile.name, events=events, teams=profile.teams))


def _play(wanted: Wanted, folder: Path, *, kept: bool) -> None:
    from najda.drills.play import Show, play, speaker  # the planner's engine takes its time
    from najda.drills.profile import plan

    session = Session(Options(folder=folder, language=wanted.language))
    if not kept and not wanted.headless:
        session.print(phrase(_TEMPORARY))
    show = Show(
        console=session.out,
        speaks=speaker(language().value),
        folder=folder,
        speed=wanted.speed,
        headless=wanted.headless,
        fresh=wanted.fresh,
        database_url=wanted.database or None,
        kept=kept,
    )
    told = plan(wanted.name, seed=wanted.seed, days=wanted.days, scale=wanted.scale)
    if not play(told, show):
        raise typer.Exit(INTERRUPTED)


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="najda-drill-") as made:
        yield Path(made) / "drill"
