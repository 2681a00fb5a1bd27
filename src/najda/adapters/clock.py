"""What time it is: by the machine's clock, or, in a drill that runs at its own pace, by the drill's."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_
from najda.kernel.time import as_text, from_text


class ClockUnreadable(Refusal):
    """The file that says what time it is in a drill cannot be read."""

    says = N_(
        "What time it is in this drill cannot be read from {where} ({why}). Start the drill again, which "
        "writes it anew."
    )


class SystemClock:
    """Tells the time by the machine's clock; fulfils `ports.Clock`."""

    pace = 1.0

    def now(self) -> datetime:
        """Return the present moment, aware and in UTC."""
        return datetime.now(UTC)


class _Anchor(NamedTuple):
    """At the machine's time `real` it was `drill` in the drill; from then on `pace` seconds pass there in
    one of ours, until it is `until`."""

    real: datetime
    drill: datetime
    pace: float
    until: datetime


class DrillTime:
    """A drill's own time, the same to every process that reads it; fulfils `ports.Clock`.

    It is kept in a small file by whoever runs the drill, who renews it while the drill goes on: should
    they vanish, time stands still soon after. Without the file it is the machine's time.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._anchor: _Anchor | None = None

    def now(self) -> datetime:
        """Return what time it is in the drill; raises ClockUnreadable."""
        real, anchor = datetime.now(UTC), self._read()
        if anchor is None:
            return real
        passed = max(timedelta(), (real - anchor.real) * anchor.pace)
        return min(anchor.drill + passed, max(anchor.drill, anchor.until))

    @property
    def pace(self) -> float:
        """Return how many seconds pass in the drill in one of ours."""
        anchor = self._read()
        return 1.0 if anchor is None else anchor.pace

    def go(self, at: datetime, *, pace: float, until: datetime) -> None:
        """Let it be `at` in the drill now, and go on at a pace until it is `until`."""
        anchor = _Anchor(datetime.now(UTC), at, pace, until)
        beside = self._path.with_name(f"{self._path.name}.new")
        kept = {name: as_text(value) for name, value in anchor._asdict().items() if name != "pace"}
        beside.write_text(json.dumps({**kept, "pace": pace}) + "\n", encoding="utf-8")
        os.replace(beside, self._path)

    def stand(self, at: datetime) -> None:
        """Let it be `at` in the drill, and stay so."""
        self.go(at, pace=0.0, until=at)

    def _read(self) -> _Anchor | None:
        try:
            found = self._path.stat()
            seen = (found.st_ino, found.st_mtime_ns)
            if seen != self._seen:
                self._anchor, self._seen = _anchor(self._path), seen
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, Refusal) as error:
            raise ClockUnreadable(where=self._path, why=str(error)) from None
        return self._anchor


def _anchor(path: Path) -> _Anchor:
    kept = json.loads(path.read_text(encoding="utf-8"))
    real, drill, until = (from_text(kept[name]) for name in ("real", "drill", "until"))
    return _Anchor(real, drill, float(kept["pace"]), until)
