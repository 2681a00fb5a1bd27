"""An entry's text and hash, and the chain from one to the next."""

import json
import string
from hashlib import sha256

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.canonical import canonical
from najda.kernel.entry import (
    ENVELOPE,
    GENESIS,
    Break,
    Entry,
    NotPlain,
    canonical_text,
    check_plain,
    first_break,
    hash_text,
    sealed_after,
)

plain = st.text(alphabet=string.ascii_letters + string.digits + "._:@/+-", max_size=20)
bodies = st.dictionaries(
    st.text(max_size=5),
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text() | st.floats(0, 1),
)
whole = st.integers(0, 2**53 - 1)
hexes = st.binary(min_size=32, max_size=32).map(bytes.hex)
entries = st.builds(
    Entry,
    sequence=whole,
    stream=plain,
    version=whole,
    kind=plain,
    act=plain,
    part=whole,
    realm=plain,
    occurred_at=plain,
    recorded_at=plain,
    person=plain,
    device=plain,
    source=plain,
    body=bodies.map(canonical),
    previous=hexes,
    hash=hexes,
)
chains = st.lists(entries, min_size=1, max_size=8)


def chained(loose):
    """Return the entries in a chain from the beginning."""
    chain, previous = [], GENESIS
    for sequence, entry in enumerate(loose, start=1):
        chain.append(sealed_after(entry, previous, sequence))
        previous = chain[-1].hash
    return chain


@given(entries)
def test_the_text_of_an_entry_is_the_canonical_form_of_its_fields(entry):
    fields = entry._asdict()
    del fields["hash"]
    fields["body"] = json.loads(entry.body)
    assert canonical_text(entry).encode() == rfc8785.dumps(fields)


@given(entries)
def test_an_entry_is_hashed_as_a_leaf_of_the_tree(entry):
    """RFC 9162, 2.1.1: a leaf is SHA-256 over 0x00 and the bytes."""
    text = canonical_text(entry)
    assert hash_text(text) == sha256(b"\x00" + text.encode()).hexdigest()


@given(chains)
def test_an_untouched_chain_has_no_break(loose):
    assert first_break(chained(loose)) is None


@given(chains, st.data())
def test_any_field_altered_is_found_at_its_entry(loose, data):
    chain = chained(loose)
    at = data.draw(st.integers(0, len(chain) - 1))
    field = data.draw(st.sampled_from([*ENVELOPE, "version", "part", "body", "hash"]))
    spoilt = {"version": -1, "part": -1, "body": '{"x":"altered"}'}.get(field, "altered")
    chain[at] = chain[at]._replace(**{field: spoilt})
    assert first_break(chain) == Break(at + 1, "altered")


@given(chains, st.data())
def test_an_entry_taken_out_is_found(loose, data):
    chain = chained(loose)
    at = data.draw(st.integers(0, len(chain) - 1))
    last = at == len(chain) - 1
    del chain[at]
    assert first_break(chain) == (None if last else Break(at + 1, "missing"))


@given(chains, st.data())
def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next(loose, data):
    chain = chained([*loose, loose[0]])
    at = data.draw(st.integers(0, len(chain) - 2))
    altered = chain[at]._replace(body='{"x":"altered"}')
    chain[at] = sealed_after(altered, altered.previous, altered.sequence)
    assert first_break(chain) == Break(at + 2, "not chained")


@given(chains, st.data())
def test_a_chain_can_be_checked_from_the_middle(loose, data):
    chain = chained(loose)
    at = data.draw(st.integers(1, len(chain)))
    assert first_break(chain[at:], previous=chain[at - 1].hash, sequence=at + 1) is None


@given(plain)
def test_plain_text_is_kept_as_it_is(text):
    assert check_plain("person", text) == text


@pytest.mark.parametrize("text", ['a"b', "a\\b", "a b", "a\n", "\n", "اسم", "é", "a\x00", "a{b"])
def test_text_that_would_need_escaping_is_refused_by_name_of_its_field(text):
    with pytest.raises(NotPlain, match="device"):
        check_plain("device", text)
