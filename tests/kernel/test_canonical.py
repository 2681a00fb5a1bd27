"""The ledger's bytes are RFC 8785, whatever goes in."""

import json
import math

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from najda.kernel.canonical import canonical
from najda.kernel.errors import Malformed

SAFE = 2**53 - 1
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-SAFE, SAFE)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from(
        ["\U0001f600", "\ufb33", "é", "e\u0301", '":1.0,', "[1e-07]", "\u2028", "\x7f"]
    )
)
keys = st.text() | st.sampled_from(["\U0001f600", "\ufb33", "\ue000", "\ud7ff", "a", "A", ""])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=20,
)


@settings(max_examples=500)
@given(values)
@example({"\U00010000": 1, "\uffff": 2})
@example([1e21, 1e-7, -0.0, 0.0, 5e-324, 123456789012345680.0, 1e15, 1e16, 333333333.33333329])
@example({"a": 1e16})
@example([[1.0]])
@example(1.0)
@example("x")
@example({"a": [1.5, 2.0, {"b": -3.0}]})
def test_canonical_text_equals_the_reference_implementation(value):
    assert canonical(value).encode() == rfc8785.dumps(value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_alone_and_inside_is_written_as_the_reference_does(number):
    for value in (number, [number], {"a": number}, [0, number, 1], {"a": {"b": [number]}}):
        assert canonical(value).encode() == rfc8785.dumps(value)


@given(values)
def test_the_order_in_which_keys_were_written_does_not_matter(value):
    def turned(inner):
        if isinstance(inner, dict):
            return {key: turned(inner[key]) for key in reversed(list(inner))}
        return [turned(item) for item in inner] if isinstance(inner, list) else inner

    assert canonical(turned(value)) == canonical(value)


@given(values)
def test_canonical_text_reads_back_as_the_same_value(value):
    """Numbers compared as floats: 2**60 is written as the shortest digits that read back as it."""
    assert json.loads(canonical(value), parse_int=float) == value


def test_the_example_of_the_standard_is_reproduced():
    """RFC 8785, 3.2.2 and 3.2.3."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"\u002f",
        "literals": [None, True, False],
    }
    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        [math.inf],
        {"a": -math.inf},
        SAFE + 1,
        [-SAFE - 1],
        {"a": 2**60},
        10**400,
        "\ud800",
        ["\udfff"],
        {"\ud800": 1},
        b"bytes",
        {1, 2},
        object(),
    ],
)
def test_what_json_cannot_hold_is_refused_in_words(value):
    with pytest.raises(Malformed):
        canonical(value)


@pytest.mark.parametrize("key", [1, 1.5, None, True])
def test_a_key_that_is_not_text_is_refused_rather_than_changed(key):
    with pytest.raises(Malformed):
        canonical({key: 1})


def test_nesting_beyond_reason_is_refused():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Malformed):
        canonical(deep)
