"""Whatever is done to a ledger behind Najda's back is found, and named."""

import threading
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from najda.adapters.db import verifying
from najda.application.ledger.verify import verify
from najda.kernel.checkpoint import Checkpoint, CheckpointUnreadable, signed, verifier_key
from najda.kernel.entry import Entry, canonical_text, first_break, hash_text
from najda.kernel.merkle import root_of
from tests.stores import draft, everything, fill, record

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key().public_bytes_raw()
ORIGIN = "najda/real/1"
VERIFIER = verifier_key(ORIGIN, PUBLIC)


def checkpoint_of(store, size=None):
    leaves = [bytes.fromhex(entry.hash) for entry in everything(store)][:size]
    return signed(Checkpoint(ORIGIN, len(leaves), root_of(leaves)), PUBLIC, KEY.sign)


def varied(store, size):
    """Entries of a few streams, with text that is not ASCII."""
    versions = dict.fromkeys(range(5), 0)
    drafts = []
    for at in range(size):
        stream = at % 5
        versions[stream] += 1
        body = f'{{"n":{at},"words":"حريق"}}'
        drafts.append(draft(f"teams/{stream}", versions[stream], body=body, source="reports/1"))
    return record(store, *drafts)


@pytest.fixture
def ledger(store):
    """A store with 600 entries: two full blocks and some more."""
    varied(store, 600)
    return store


def test_a_whole_ledger_verifies_with_the_root_of_the_reference(ledger):
    verdict = verify(ledger)
    leaves = [bytes.fromhex(entry.hash) for entry in everything(ledger)]
    assert (verdict.size, verdict.problem, verdict.broken) == (600, None, None)
    assert verdict.root == root_of(leaves)


def test_an_empty_ledger_verifies(store):
    assert verify(store).problem is None


def test_verifying_tells_how_far_it_is(ledger, monkeypatch):
    monkeypatch.setattr(verifying, "RANGE", 256)
    told = []
    verify(ledger, progress=lambda done, of: told.append((done, of)))
    assert told == [(256, 600), (512, 600), (600, 600)]


COLUMNS = {name: "'9'" for name in Entry._fields if name not in ("sequence", "version", "part")}


@pytest.mark.parametrize("column", [*COLUMNS, "version", "part"])
def test_any_altered_column_is_found_and_named(ledger, place, column):
    with place.behind() as run:
        run(f"UPDATE entry SET {column} = {COLUMNS.get(column, '9999')} WHERE sequence = 300")
    verdict = verify(ledger)
    assert verdict.broken.sequence == 300
    assert "Entry 300" in str(verdict.problem)
    assert verdict.broken == ledger.scan(helpers=2).broken


def test_the_finding_names_stream_and_kind(ledger, place):
    with place.behind() as run:
        run("UPDATE entry SET body = '{}' WHERE sequence = 2")
    assert str(verify(ledger).problem) == (
        "Entry 2 (incidents.Opened of teams/1) was altered after it was recorded."
    )


@pytest.mark.parametrize(
    ("damage", "sequence", "what"),
    [
        ("DELETE FROM entry WHERE sequence = 256", 256, "missing"),
        ("DELETE FROM entry WHERE sequence = 1", 1, "missing"),
        ("DELETE FROM entry WHERE sequence BETWEEN 200 AND 590", 200, "missing"),
        ("DELETE FROM entry WHERE sequence > 500", 501, "cut off"),
        ("DELETE FROM tile WHERE position = 1", 257, "tile"),
    ],
)
def test_what_was_removed_is_found(ledger, place, damage, sequence, what):
    with place.behind() as run:
        run(damage)
    assert verify(ledger).broken[:2] == (sequence, what)


def test_an_altered_tile_is_found(ledger, place):
    with place.behind() as run:
        run("UPDATE tile SET root = %s WHERE position = 1", sha256(b"").digest())
    assert verify(ledger).broken[:2] == (257, "tile")


def test_two_exchanged_entries_are_found(ledger, place):
    with place.behind() as run:
        for old, new in ((400, 9000), (401, 400), (9000, 401)):
            run("UPDATE entry SET sequence = %s WHERE sequence = %s", new, old)
    assert verify(ledger).broken[:2] == (400, "not chained")


def test_an_inserted_entry_is_found(ledger, place):
    entry = everything(ledger)[-1]
    forged = entry._replace(
        sequence=601, act="forged", version=999, stream="teams/9", previous="0" * 64
    )
    forged = forged._replace(hash=hash_text(canonical_text(forged)))
    with place.behind() as run:
        run(f"INSERT INTO entry VALUES ({','.join(['%s'] * 15)})", *forged)
    assert verify(ledger).broken[:2] == (601, "not chained")


def test_a_last_number_out_of_all_bounds_is_found_at_once(ledger, place):
    with place.behind() as run:
        run("UPDATE entry SET sequence = %s WHERE sequence = 600", 2**63 - 1)
    assert verify(ledger).broken[:2] == (600, "missing")


@pytest.mark.parametrize("sequence", [0, -5])
def test_an_entry_smuggled_in_before_the_first_is_found(ledger, place, sequence):
    forged = everything(ledger)[-1]._replace(
        sequence=sequence, act="forged", version=1, stream="teams/9"
    )
    with place.behind() as run:
        run(f"INSERT INTO entry VALUES ({','.join(['%s'] * 15)})", *forged)
    assert verify(ledger).broken[:2] == (sequence, "malformed")


def rewritten(store, place, change):
    """Rewrite history as somebody with every right would: chain and tiles fit again."""
    from najda.adapters.db.blocks import block_root, levels_above

    previous, rows = "0" * 64, []
    for entry in map(change, everything(store)):
        entry = entry._replace(previous=previous)
        previous = hash_text(canonical_text(entry))
        rows.append(entry._replace(hash=previous))
    leaves = [bytes.fromhex(entry.hash) for entry in rows]
    full = len(leaves) // 256 * 256
    blocks = [block_root(leaves[at : at + 256]) for at in range(0, full, 256)]
    with place.behind() as run:
        run("DELETE FROM entry")
        run("DELETE FROM tile")
        for row in rows:
            run(f"INSERT INTO entry VALUES ({','.join(['%s'] * 15)})", *row)
        for level, roots in levels_above(blocks).items():
            for position, root in enumerate(roots):
                run("INSERT INTO tile VALUES (%s, %s, %s)", level, position, root)


def test_a_history_rewritten_whole_is_found_by_a_checkpoint_kept_elsewhere(ledger, place):
    note = checkpoint_of(ledger)
    assert verify(ledger, note=note, verifier=VERIFIER).problem is None
    rewritten(ledger, place, lambda e: e._replace(body='{"n":0}') if e.sequence == 17 else e)
    assert verify(ledger).problem is None
    found = str(verify(ledger, note=note, verifier=VERIFIER).problem)
    assert found == "History up to entry 600 was rewritten since the checkpoint was taken."


def test_a_history_shortened_is_found_by_a_checkpoint_kept_elsewhere(ledger, place):
    note = checkpoint_of(ledger)
    with place.behind() as run:
        run("DELETE FROM entry WHERE sequence > 590")
    assert verify(ledger).problem is None
    found = str(verify(ledger, note=note, verifier=VERIFIER).problem)
    assert found.startswith("The ledger is shorter than the checkpoint: 10 entries are gone")


@pytest.mark.parametrize("size", [0, 1, 255, 256, 300, 512, 599])
def test_an_older_checkpoint_of_any_size_still_fits(ledger, size):
    verdict = verify(ledger, note=checkpoint_of(ledger, size), verifier=VERIFIER)
    assert (verdict.size, verdict.problem) == (600, None)


def test_a_checkpoint_of_another_key_is_refused(ledger):
    other = verifier_key(ORIGIN, Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    with pytest.raises(CheckpointUnreadable):
        verify(ledger, note=checkpoint_of(ledger), verifier=other)


def test_a_changed_realm_is_found_even_if_the_chain_fits(ledger, place):
    rewritten(ledger, place, lambda e: e._replace(realm="drill:x") if e.sequence > 99 else e)
    assert verify(ledger).broken[:2] == (100, "of another realm")


def test_a_gap_in_a_streams_versions_is_found_even_if_the_chain_fits(ledger, place):
    rewritten(
        ledger,
        place,
        lambda e: (
            e._replace(version=e.version + 1)
            if (e.stream, e.version > 50) == ("teams/3", True)
            else e
        ),
    )
    broken = verify(ledger).broken
    assert (broken.what, broken.stream) == ("out of turn", "teams/3")
    assert everything(ledger)[broken.sequence - 1].version == 52


def test_fields_whose_border_was_moved_are_found_though_they_hash_alike(store, place):
    (entry,) = record(store, draft(body='{"a":"b","device":"x","kind":"y"}'))
    text = canonical_text(entry)
    head, _, rest = text.partition(',"device":"')
    device, _, kind = rest.partition('","kind":"')
    moved = entry._replace(
        body=head.partition('"body":')[2],
        device=device,
        kind=kind[: kind.rindex('","occurred_at')],
    )
    assert canonical_text(moved) == text
    assert moved != entry
    with place.behind() as run:
        run(
            "UPDATE entry SET body = %s, device = %s, kind = %s",
            moved.body,
            moved.device,
            moved.kind,
        )
    assert verify(store).broken[:2] == (1, "malformed")


@pytest.mark.parametrize("place", ["sqlcipher"], indirect=True)
@pytest.mark.parametrize(
    ("column", "value"),
    [("person", b"people/amal"), ("body", b"{}"), ("hash", None), ("source", b""), ("part", "0")],
)
def test_other_types_smuggled_past_the_tables_rules_are_found(store, place, column, value):
    entries = fill(store, 3)
    if value is None:
        value = entries[1].hash.encode()
    with place.behind() as run:
        run("PRAGMA writable_schema = ON")
        loose = "replace(replace(sql, 'STRICT', ''), 'part INTEGER', 'part BLOB')"
        run(f"UPDATE sqlite_schema SET sql = {loose} WHERE name = 'entry'")
        run("PRAGMA writable_schema = RESET")
    with place.behind() as run:
        run(f"UPDATE entry SET {column} = %s WHERE sequence = 2", value)
        ((kind,),) = run(f"SELECT typeof({column}) FROM entry WHERE sequence = 2")
    assert kind == ("blob" if isinstance(value, bytes) else "text")
    store.close()
    assert verify(store).broken.sequence == 2


DAMAGE = st.one_of(
    st.tuples(
        st.just("alter"),
        st.integers(1, 40),
        st.sampled_from(["stream", "kind", "act", "person", "body", "previous", "hash", "source"]),
        st.sampled_from(["", "9", "x/y"]),
    ),
    st.tuples(st.just("remove"), st.integers(1, 40)),
    st.tuples(st.just("exchange"), st.integers(1, 40), st.integers(1, 40)),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(damages=st.lists(DAMAGE, min_size=1, max_size=3))
def test_the_fast_verifier_finds_the_break_that_the_reference_finds(store, place, damages):
    if not everything(store):
        varied(store, 40)
    whole = everything(store)
    with place.behind() as run:
        for damage in damages:
            inflict(run, *damage)
    damaged = everything(store)
    expected = first_break(damaged)
    with place.behind() as run:
        broken = verify(store).broken
        run("DELETE FROM entry")
        for entry in whole:
            run(f"INSERT INTO entry VALUES ({','.join(['%s'] * 15)})", *entry)
    if expected:
        assert broken[:2] == tuple(expected)
    elif damaged == whole[: len(damaged)]:
        assert broken is None  # the end is gone: only a checkpoint can tell


def inflict(run, how, sequence, *values):
    if how == "alter":
        column, value = values
        value = f"{value}{sequence}" if column in ("stream", "act") else value
        run(f"UPDATE entry SET {column} = %s WHERE sequence = %s", value, sequence)
    elif how == "remove":
        run("DELETE FROM entry WHERE sequence = %s", sequence)
    else:
        for old, new in ((sequence, 9000), (values[0], sequence), (9000, values[0])):
            run("UPDATE entry SET sequence = %s WHERE sequence = %s", new, old)


def test_helpers_find_what_one_process_finds(ledger, place, monkeypatch):
    monkeypatch.setattr(verifying, "RANGE", 256)
    alone, helped = ledger.scan(helpers=0), ledger.scan(helpers=2)
    assert alone[:2] == helped[:2]
    assert all(alone.root_at(size) == helped.root_at(size) for size in (0, 1, 256, 511, 600))
    with place.behind() as run:
        run("DELETE FROM entry WHERE sequence IN (257, 300, 513)")
    assert ledger.scan(helpers=2).broken[:2] == (257, "missing")


def test_a_ledger_that_grows_meanwhile_is_verified_up_to_where_it_was(ledger, monkeypatch):
    monkeypatch.setattr(verifying, "RANGE", 256)
    done = threading.Event()

    def grow():
        while not done.is_set():
            fill(ledger, 50)
        ledger.close()

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        for helpers in (0, 2, 0):
            assert ledger.scan(helpers=helpers).broken is None
    finally:
        done.set()
        writer.join()
    assert verify(ledger).size > 600
