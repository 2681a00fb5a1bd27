"""Whatever happened, the report says what a slow and independent recount says."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from najda.application.situation.make import situation_report, traced
from najda.kernel.time import Period
from tests.situation.history import Life, steps
from tests.situation.naive import Naive
from tests.situation.operation import operation

MANY = max(settings.default.max_examples // 3, 15)  # a whole operation each
START = datetime(2025, 3, 7, tzinfo=UTC)
ZONES = st.sampled_from(["Asia/Damascus", "UTC", "America/St_Johns"])
periods = st.tuples(st.integers(-12, 60), st.integers(1, 80)).map(
    lambda hours: Period(
        start=START + timedelta(hours=hours[0]), end=START + timedelta(hours=sum(hours))
    )
)


def entries_of(store, upto=None):
    with store.reading() as view:
        return list(view.entries(upto=upto))


def values(report):
    return {key: figure.value for key, figure in report.figures().items()}


@settings(max_examples=MANY)
@given(
    steps=steps, period=periods, area=st.sampled_from(["", "SY06", "SY0601", "SY10"]), zone=ZONES
)
def test_every_figure_is_what_a_recount_says(steps, period, area, zone):
    with operation(start=START, zone=zone) as op:
        life = Life(op)
        for step in steps:
            life.step(*step)
        report = situation_report(op.store, period=period, made_at=op.time, area=area)
        naive = Naive(entries_of(op.store), period, area, op.time, zone)
        assert values(report) == naive.figures()
        _check_grounds(op.store, report)


def _check_grounds(store, report):
    """Figures rest on entries that are there, and those that count something on at least one."""
    size = report.heading.size
    for figure in report.figures().values():
        sequences = list(figure.ground)
        assert all(1 <= s <= size for s in sequences), figure
        assert bool(sequences) or not figure.value, figure
        assert [e.sequence for e in traced(store, figure)] == sequences
    received = report.figure("reports.received")
    assert {e.kind for e in traced(store, received)} <= {"reports.ReportReceived"}
    assert len(received.ground) == received.value


@settings(max_examples=MANY // 2)
@given(steps=steps, period=periods, cut=st.integers(0, 60))
def test_the_same_size_of_the_ledger_gives_the_same_report_whatever_came_after(steps, period, cut):
    with operation(start=START) as op:
        life = Life(op)
        for step in steps[:cut]:
            life.step(*step)
        made_at, size = op.time, len(entries_of(op.store))
        before = situation_report(op.store, period=period, made_at=made_at)
        for step in steps[cut:]:
            life.step(*step)
        again = situation_report(op.store, period=period, made_at=made_at, upto=size)
        assert again == before
