"""The queue: by level of need, within a level by weight, and by nothing else."""

from datetime import UTC, datetime

from hypothesis import given

from najda.domain.incidents.decide import open_
from najda.domain.incidents.rules import queue_weight
from najda.domain.incidents.state import fold
from najda.kernel.need import Need, prioritise
from najda.kernel.places import Place
from najda.kernel.tasks import Task
from tests.domain.strategies import of

AT = datetime(2026, 3, 1, tzinfo=UTC)


@given(of(Need), of(Need))
def test_a_higher_level_stands_before_any_weight_of_a_lower_one(one, other):
    first, second = prioritise(one), prioritise(other)
    before = queue_weight(opened(one)) > queue_weight(opened(other))
    assert before == ((first.level, -first.weight) < (second.level, -second.weight))


def opened(need):
    facts = open_(None, task=Task.RESCUE, place=Place(), need=need)
    return fold((fact, AT) for fact in facts)
