"""What was gathered is gone on with, and nobody can tell: the report is the one made from nothing."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from najda.application.situation import kept as kept_module
from najda.application.situation.kept import Kept
from najda.application.situation.make import situation_report
from najda.kernel.time import Period
from tests.situation.history import Life, steps
from tests.situation.operation import AREAS, operation
from tests.situation.test_recount import MANY, START, periods


@settings(max_examples=MANY // 2)
@given(steps=steps, period=periods, area=st.sampled_from(["", "SY06"]), every=st.integers(1, 30))
def test_a_report_gone_on_with_says_what_one_made_from_nothing_says(steps, period, area, every):
    with operation(start=START) as op:
        life, kept = Life(op), Kept(op.store)
        for number, step in enumerate(steps):
            life.step(*step)
            if number % every == 0:
                kept.report(period, area=area, made_at=op.time, names_of=AREAS.get)
        given = {"period": period, "area": area, "made_at": op.time, "names_of": AREAS.get}
        assert kept.report(**given) == situation_report(op.store, **given)


def day(number):
    start = datetime(2025, 3, number, tzinfo=UTC)
    return Period(start=start, end=start + timedelta(days=1))


def test_a_report_asked_for_again_reads_only_what_was_recorded_since():
    with operation(start=START) as op:
        kept, read = Kept(op.store), []
        given = {"area": "", "made_at": op.time, "names_of": AREAS.get}
        kept.report(day(7), **given)
        before = kept.left(day(7))
        op.report("latakia")
        assert (before, kept.left(day(7))) == (0, 1)
        kept.report(day(7), **given, progress=lambda done, of: read.append((done, of)))
        assert kept.left(day(7)) == 0


def test_periods_long_not_asked_for_are_let_go(monkeypatch):
    monkeypatch.setattr(kept_module, "PERIODS", 3)
    with operation(start=START) as op:
        kept = Kept(op.store)
        for number in range(1, 8):
            kept.report(day(number), area="", made_at=op.time, names_of=AREAS.get)
        still = [number for number in range(1, 8) if kept.left(day(number)) == 0]
        assert still == [5, 6, 7]


def test_a_gathering_that_broke_off_is_begun_anew():
    with operation(start=START) as op:
        op.report("latakia")
        kept, given = Kept(op.store), {"area": "", "made_at": op.time, "names_of": AREAS.get}

        def breaks(done, of):
            raise KeyboardInterrupt

        with suppress(KeyboardInterrupt):
            kept.report(day(7), **given, progress=breaks)
        again = kept.report(day(7), **given)
        assert again == situation_report(op.store, period=day(7), **given)
        assert again.figure("reports.received").value == 1
