"""`najda drill` and `najda demo`: invented operations, to see, to exercise and to measure."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from najda.kernel.phrases import N_, phrase

from .commands import group
from .errors import INTERRUPTED
from .given import option
from .language import Language, language
from .session import Options, Session

if TYPE_CHECKING:
    from najda.drills.play import Show
    from najda.drills.profile import Plan

DEMO_FOLDER = Path("demo")
_TEMPORARY = N_("It is kept only while it runs; name a --folder to keep it and to go on later.")

Days = Annotated[int, option("--days", min=1, max=31, help="How many days it lasts.")]
Seed = Annotated[int, option("--seed", help="The same seed tells the same story.")]
Scale = Annotated[float, option("--scale", help="How much happens; 1 is usual.")]
Speed = Annotated[
    float,
    option(
        "--speed",
        min=0.0,
        help="Minutes of the drill in a second; else 1 with pages, or so that it fits.",
    ),
]
Database = Annotated[
    str, option("--database", metavar="URL", help="An empty PostgreSQL database to keep it in.")
]
Port = Annotated[
    int, option("--port", min=1, max=65535, help="The port to serve at; another if it is taken.")
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
    made.command("serve", epilog="Example: najda drill serve earthquake -f quake --speed 5")(serve)
    app.command("demo", epilog="Example: najda demo --port 8080 --language ar")(demo)


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
    database: Database = "",
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
    days: Days = 7,
    seed: Seed = 7,
    speed: Speed = 0.0,
    fresh: Fresh = False,
    folder: Annotated[Path, option("--folder", "-f", help="Where it is kept.")] = DEMO_FOLDER,
    port: Port = 8000,
    no_serve: Annotated[
        bool,
        option("--no-serve", help="Without the pages: on the terminal alone, in about a minute."),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Show Najda at work on Syria's coast, in the browser: everyone and everything is invented.

    It plays fast up to the evening of a surge, prints an address and an account for every role, and goes
    on at a minute a second: reports come in, the queue stands by need, teams go, missions open and close.
    Whoever signs in may take a hand in it. Ctrl-C stops it and writes the situation report; the next time
    it goes on from there.
    """
    wanted = Wanted("coast", days, seed, speed=speed, fresh=fresh, language=language)
    if no_serve:
        _play(wanted, folder, kept=True)
    else:
        _serve(wanted, folder, port)


def serve(
    name: Annotated[str, typer.Argument(help="Which drill: coast or earthquake.")] = "coast",
    days: Days = 7,
    seed: Seed = 7,
    scale: Scale = 1.0,
    speed: Speed = 0.0,
    fresh: Fresh = False,
    folder: Annotated[Path, option("--folder", "-f", help="Where it is kept.")] = DEMO_FOLDER,
    database: Database = "",
    port: Port = 8000,
    language: LanguageOption = None,
) -> None:
    """Run a drill with its pages served, as “najda demo” does with the coast's."""
    _serve(Wanted(name, days, seed, scale, False, speed, fresh, database, language), folder, port)


def list_(language: LanguageOption = None) -> None:
    """List the drills there are."""
    from najda.drills.profile import PROFILES

    session = Session(Options(folder=DEMO_FOLDER, language=language))
    for profile in PROFILES.values():
        says = N_("{name}: about {events} calm events a day, {teams} teams, and surges")
        events = round(profile.events_a_day)
        session.print(phrase(says, name=profile.name, events=events, teams=profile.teams))


def _play(wanted: Wanted, folder: Path, *, kept: bool) -> None:
    from najda.drills.play import play  # the planner's engine takes its time

    plan, show, session = _asked(wanted, folder, kept=kept)
    if not kept and not wanted.headless:
        session.print(phrase(_TEMPORARY))
    if not play(plan, show):
        raise typer.Exit(INTERRUPTED)


def _serve(wanted: Wanted, folder: Path, port: int) -> None:
    from .live import serve_drill  # Django takes its time

    plan, show, _ = _asked(wanted, folder, kept=True)
    serve_drill(plan, show, port)


def _asked(wanted: Wanted, folder: Path, *, kept: bool) -> tuple[Plan, Show, Session]:
    """Return the drill that is asked for and how it is to be shown."""
    from najda.drills.play import Show, speaker
    from najda.drills.profile import plan

    session = Session(Options(folder=folder, language=wanted.language))
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
    return plan(wanted.name, seed=wanted.seed, days=wanted.days, scale=wanted.scale), show, session


@contextmanager
def _kept(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="najda-drill-") as made:
        yield Path(made) / "drill"
