"""A text of which nothing can be seen is no text; one with anything to see stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.errors import ReasonMissing, check_reason
from najda.kernel.visible import visible

UNSEEN = "\u00a0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u3164\u2800 \t\n"


@given(st.text(UNSEEN))
def test_signs_nobody_sees_are_no_text(text):
    assert visible(text) == ""


@given(st.text(UNSEEN), st.text(min_size=1, alphabet="aب٣?"), st.text(UNSEEN))
def test_what_can_be_seen_stays_with_all_that_stands_within(before, seen, after):
    text = f"{before}{seen}\u200c{seen}{after}"

    assert visible(text) == text.strip()


def test_a_reason_nobody_can_see_is_none():
    with pytest.raises(ReasonMissing):
        check_reason("\u00a0\u200b", "close")
