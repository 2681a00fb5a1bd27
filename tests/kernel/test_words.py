"""Everything shared that a person may read has a word."""

from enum import Enum

import pytest

from najda.kernel import need, places, roads, tasks, triage
from najda.kernel.words import WORDS, word


@pytest.mark.parametrize("kind", WORDS)
def test_every_member_has_a_word_of_its_own(kind):
    words = [str(word(member)) for member in kind]
    assert len(set(words)) == len(words)
    assert all(words)


def test_no_shared_enumeration_is_left_out():
    shared = {
        kind
        for module in (need, roads, tasks)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and kind.__module__ == module.__name__
    }
    assert shared | {triage.TriageClass, places.Direction} == set(WORDS)
