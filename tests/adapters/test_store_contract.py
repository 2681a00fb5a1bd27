"""What every store keeps to, whichever database is behind it."""

import threading
from itertools import pairwise
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from najda.adapters.db.errors import StoreExists, StoreMissing
from najda.application.errors import ActKnown, StaleVersion, StoreNewer, WrongRealm
from najda.application.ports import Head
from najda.kernel.entry import GENESIS, NotPlain, first_break
from najda.kernel.errors import Malformed
from najda.kernel.merkle import inclusion_proof, root_from_inclusion, root_of
from najda.kernel.places import Position
from tests.stores import draft, everything, fill, record, standing


class Stumble(Exception):
    pass


# ---- the ledger --------------------------------------------------------------------------------


def test_an_empty_ledger_has_a_head_of_nothing(store):
    with store.reading() as view:
        assert view.head() == Head(0, GENESIS)
        assert list(view.entries()) == []


def test_what_is_recorded_is_numbered_chained_and_read_back_as_it_was(store):
    drafts = [draft(body='{"words":"حريق في المبنى 🔥"}', source="reports/7"), draft()]
    entries = record(store, *drafts) + record(store, draft())
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert {entry.realm for entry in entries} == {"real"}
    assert entries[0].body == drafts[0].body
    assert everything(store) == entries
    assert first_break(entries) is None
    with store.reading() as view:
        assert view.head() == Head(3, entries[-1].hash)


def test_what_was_recorded_is_there_for_whoever_opens_the_store_next(place):
    entries = fill(place.create(), 3)
    assert everything(place.open()) == entries


def test_a_version_someone_else_has_passed_is_refused_and_names_what_passed_it(store):
    record(
        store, draft("teams/1", 1), draft("teams/1", 2, kind="teams.Stood", person="people/omar")
    )
    with pytest.raises(StaleVersion) as refusal:
        record(store, draft("teams/2", 1), draft("teams/1", 2))
    values = refusal.value.values
    assert (values["what"], values["kind"]) == ("teams/1", "teams.Stood")
    assert (values["person"], values["when"].isoformat()) == (
        "people/omar",
        "2025-03-07T04:05:07+00:00",
    )
    assert len(everything(store)) == 2


def test_a_version_that_would_leave_a_gap_is_refused(store):
    with pytest.raises(Malformed, match="at most 1"):
        record(store, draft("teams/1", 2))
    with pytest.raises(Malformed, match="at most 2"):
        record(store, draft("teams/1", 1), draft("teams/1", 3))


def test_the_same_version_twice_in_one_go_is_refused(store):
    with pytest.raises(Malformed, match="each version once"):
        record(store, draft("teams/1", 1), draft("teams/1", 1))


def test_the_same_act_sent_again_is_known(store):
    record(store, draft(act="a", part=0), draft(act="a", part=1))
    with pytest.raises(ActKnown) as refusal:
        record(store, draft(act="a", part=0, person="people/omar"))
    assert refusal.value.values == {"act": "a", "person": "people/amal"}
    with pytest.raises(ActKnown):
        record(store, draft(act="b", part=0), draft(act="b", part=0))
    assert len(everything(store)) == 2


def test_an_act_known_is_told_before_the_version_it_passed_itself(store):
    again = draft("teams/1", 1, act="a")
    record(store, again)
    with pytest.raises(ActKnown):
        record(store, again)


def test_an_act_can_go_on_in_the_same_transaction_with_further_parts(store):
    with store.writing() as tx:
        first = tx.append([draft(act="a", part=0)])
        second = tx.append([draft(act="a", part=1)])
        assert tx.by_act("a") == first + second
    with store.reading() as view:
        assert [entry.part for entry in view.by_act("a")] == [0, 1]
        assert view.by_act("unknown") == []


@pytest.mark.parametrize("field", ["stream", "kind", "act", "person", "device", "source"])
def test_an_envelope_that_would_need_escaping_is_refused(store, field):
    with pytest.raises(NotPlain) as refusal:
        record(store, draft()._replace(**{field: 'a"b'}))
    assert refusal.value.values["field"] == field
    assert everything(store) == []


def test_entries_are_found_by_sequence_stream_and_kind(store):
    entries = record(
        store,
        draft("teams/1"),
        draft("teams/2", kind="teams.Stood"),
        draft("teams/1", 2),
        draft("teams/3"),
    )
    with store.reading() as view:
        assert list(view.entries(after=1, upto=3)) == entries[1:3]
        assert list(view.entries(stream="teams/1")) == [entries[0], entries[2]]
        assert list(view.entries(stream="teams/1", after=1)) == [entries[2]]
        assert list(view.entries(kinds=["teams.Stood", "nothing.Such"])) == [entries[1]]
        assert list(view.entries(kinds=[])) == []


def test_two_readings_of_entries_can_go_side_by_side(store):
    entries = fill(store, 5000)
    with store.reading() as view:
        pairs = zip(view.entries(), view.entries(), strict=True)
        assert all(one == other for one, other in pairs)
        assert next(view.entries(after=4999)) == entries[-1]


# ---- transactions ------------------------------------------------------------------------------


def test_nothing_is_kept_of_a_transaction_that_an_exception_leaves(store):
    def stumble():
        with store.writing() as tx:
            tx.append([draft()])
            tx.put([standing()])
            tx.keep_subject_key("s", b"wrapped")
            raise Stumble

    with pytest.raises(Stumble):
        stumble()
    with store.reading() as view:
        assert view.head().size == 0
        assert view.standings("incidents") == []
        assert view.subject_key("s") is None
    assert [entry.sequence for entry in record(store, draft())] == [1]


def test_a_part_can_be_undone_alone(store):
    def stumble():
        with store.writing() as part:
            part.append([draft("teams/2")])
            raise Stumble

    with store.writing() as tx:
        tx.append([draft("teams/1")])
        with pytest.raises(Stumble):
            stumble()
        assert tx.head().size == 1
        with store.writing() as part:
            part.append([draft("teams/3")])
    assert [entry.stream for entry in everything(store)] == ["teams/1", "teams/3"]
    assert first_break(everything(store)) is None


def test_a_refused_recording_leaves_the_rest_of_the_transaction_usable(store):
    with store.writing() as tx:
        tx.append([draft("teams/1")])
        with pytest.raises(StaleVersion):
            tx.append([draft("teams/1")])
        tx.append([draft("teams/2")])
    assert len(everything(store)) == 2


def test_a_view_does_not_change_while_it_is_open(store):
    record(store, draft())
    with store.reading() as view:
        other = threading.Thread(target=record, args=(store, draft()))
        other.start()
        other.join()
        record(store, draft())
        assert view.head().size == 1
        assert len(list(view.entries())) == 1
    assert len(everything(store)) == 3


def test_a_view_inside_a_transaction_sees_what_the_transaction_did(store):
    with store.writing() as tx:
        tx.append([draft()])
        with store.reading() as view:
            assert view.head().size == 1


def test_a_transaction_sees_what_it_wrote_and_others_do_not_yet(store):
    seen = []

    def look():
        with store.reading() as view:
            seen.append(view.head().size)

    with store.writing() as tx:
        tx.append([draft()])
        other = threading.Thread(target=look)
        other.start()
        other.join()
        assert tx.head().size == 1
    assert seen == [0]


def test_many_threads_write_one_after_the_other(store):
    def work():
        for _ in range(10):
            fill(store, 3)
        store.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = everything(store)
    assert len(entries) == 180
    assert first_break(entries) is None


def test_two_threads_that_pass_the_same_version_have_one_winner(store):
    outcomes = []

    def race():
        try:
            record(store, draft("teams/1"))
            outcomes.append("won")
        except StaleVersion:
            outcomes.append("late")
        store.close()

    threads = [threading.Thread(target=race) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["late"] * 4 + ["won"]


# ---- standings ---------------------------------------------------------------------------------


def test_a_standing_is_read_back_exactly(store):
    whole = standing(
        "7", version=3, weight=0.1 + 0.2, parent="p", due="2025-03-08T00:00:00.000Z",
        areas=("SY06", "SY0601"), lat=35.5171, lon=35.783, state='{"b":1, "a":"ع"}',
    )  # fmt: skip
    with store.writing() as tx:
        tx.put([whole, standing("8")])
    with store.reading() as view:
        assert view.standing("incidents", "7") == whole
        assert view.standing("incidents", "8") == standing("8")
        assert view.standing("incidents", "9") is None
        assert view.standing("missions", "7") is None


def test_a_standing_put_again_takes_the_place_of_the_old_one(store):
    with store.writing() as tx:
        tx.put([standing("1"), standing("1", version=2, status="closed", areas=("SY06",))])
    with store.reading() as view:
        assert view.standings("incidents") == [
            standing("1", version=2, status="closed", areas=("SY06",))
        ]
    with store.writing() as tx:
        tx.clear()
        assert tx.standings("incidents") == []


def test_things_are_found_by_how_their_ids_begin_or_end(store):
    with store.writing() as tx:
        tx.put([standing("0195-aa"), standing("0195-bb"), standing("0196-aa"), standing("aa-7")])
    with store.reading() as view:
        assert view.ids("incidents", part="0195", limit=9) == ["0195-aa", "0195-bb"]
        assert view.ids("incidents", part="aa", limit=2) == ["0195-aa", "0196-aa"]
        assert view.ids("incidents", part="0196-aa", limit=9) == ["0196-aa"]
        assert view.ids("missions", part="aa", limit=9) == []


TEXTS = st.sampled_from(["", "a", "b", "Z"])
STANDINGS = st.builds(
    standing,
    st.text("abAB-", min_size=1, max_size=3),
    status=st.sampled_from(["open", "closed", "waiting"]),
    weight=st.sampled_from([0.0, -1.5, 2.0, 1e9]),
    since=TEXTS,
    parent=TEXTS,
    due=TEXTS,
    areas=st.lists(st.sampled_from(["SY", "SY0", "SY01"]), unique=True).map(tuple),
)
ASKED = st.fixed_dictionaries(
    {},
    optional={
        "status": st.lists(st.sampled_from(["open", "closed", "waiting"]), unique=True),
        "parent": TEXTS,
        "area": st.sampled_from(["SY", "SY0", "SY01", "Y"]),
        "due_before": TEXTS,
        "limit": st.integers(0, 5),
    },
)


def matching(rows, status=None, parent=None, area=None, due_before=None, limit=None):
    """The naive reference for `standings`."""
    found = [
        row
        for row in rows
        if (status is None or row.status in status)
        and (parent is None or row.parent == parent)
        and (area is None or area in row.areas)
        and (due_before is None or (row.due and row.due < due_before))
    ]
    return sorted(found, key=lambda row: (-row.weight, row.since, row.id))[:limit]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(STANDINGS, unique_by=lambda row: row.id), size=st.integers(1, 4))
def test_a_list_read_page_by_page_is_the_whole_list(store, rows, size):
    with store.writing() as tx:
        tx.clear()
        tx.put(rows)
        found = tx.standings("incidents", limit=size)
        while more := tx.standings("incidents", beyond=found[-1], limit=size) if found else []:
            assert len(more) <= size
            found += more
        assert found == matching(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(STANDINGS, unique_by=lambda row: row.id), asked=ASKED)
def test_what_stands_is_found_and_ordered_as_the_reference_does(store, rows, asked):
    with store.writing() as tx:
        tx.clear()
        tx.put([*rows, standing("elsewhere", room="missions")])
        assert tx.standings("incidents", **asked) == matching(rows, **asked)


def test_the_queue_is_read_from_its_index_however_much_is_closed(store, monkeypatch):
    with store.writing() as tx:
        tx.put([standing(f"open-{n}", weight=float(n)) for n in range(50)])
        tx.put([standing(f"closed-{n}", status="closed") for n in range(5_000)])
        tx.session.run("ANALYZE standing")
    with store.reading() as view:
        rows, asked = view.session.rows, []
        monkeypatch.setattr(
            view.session,
            "rows",
            lambda sql, *values: asked.append((sql, values)) or rows(sql, *values),
        )
        assert len(view.standings("incidents", status=["open"], limit=20)) == 20
        ((sql, values),) = asked
        sqlite = type(view.session).__name__ == "SqliteSession"
        plan = str(rows(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + sql, *values))
    assert "standing_queue" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


NEARBY = st.builds(
    standing,
    st.text("abAB-", min_size=1, max_size=3),
    status=st.sampled_from(["open", "closed", "waiting"]),
    lat=st.none() | st.integers(-40, 40).map(lambda n: 35.5 + n / 1000),
    lon=st.just(35.9) | st.integers(-40, 40).map(lambda n: 35.9 + n / 1000),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(NEARBY, unique_by=lambda row: row.id), km=st.sampled_from([0.5, 2.0, 9.0]))
def test_the_nearest_are_found_as_by_measuring_each(store, rows, km):
    here = Position(lat=35.5, lon=35.9)

    def away(row):
        return Position(lat=row.lat, lon=row.lon).km_to(here)

    with store.writing() as tx:
        tx.clear()
        tx.put([*rows, standing("elsewhere", room="missions", lat=35.5, lon=35.9)])
        found = tx.nearest("incidents", here, status=["open", "waiting"], km=km, limit=100)
    wanted = [r for r in rows if r.lat is not None and r.status != "closed" and away(r) <= km]
    distances = [away(row) for row in found]
    assert {row.id for row in found} >= {row.id for row in wanted}
    assert all(near <= km * 1.5 for near in distances)
    assert all(a <= b * 1.01 + 1e-9 for a, b in pairwise(distances))


def test_of_the_nearest_no_more_are_read_than_asked_for(store):
    here = Position(lat=35.5, lon=35.9)
    with store.writing() as tx:
        tx.put([standing(str(n), lat=35.5 + n / 1000, lon=35.9) for n in range(9)])
        found = tx.nearest("incidents", here, status=["open"], km=50, limit=3)
    assert [row.id for row in found] == ["0", "1", "2"]


# ---- subjects' keys ----------------------------------------------------------------------------


def test_a_subjects_key_is_kept_and_destroyed_once(store):
    with store.writing() as tx:
        tx.keep_subject_key("s", b"\x00wrapped\xff")
        assert tx.subject_key("s") == b"\x00wrapped\xff"
    with store.writing() as tx:
        assert tx.destroy_subject_key("s") is True
        assert tx.destroy_subject_key("s") is False
    with store.reading() as view:
        assert view.subject_key("s") is None


# ---- the tree ----------------------------------------------------------------------------------


def test_roots_and_proofs_over_any_size_are_those_of_the_reference(store):
    random = Random(7)
    leaves = []
    while len(leaves) < 1200:
        entries = fill(store, random.choice([1, 3, 255, 256, 300]))
        leaves += [bytes.fromhex(entry.hash) for entry in entries]
    with store.reading() as view:
        root_over = view.range_root()
        for size in {0, 1, 255, 256, 257, 512, 1023, len(leaves), *random.sample(range(1200), 20)}:
            root = root_of(leaves[:size])
            assert root_over(0, size) == root
            for index in random.sample(range(size), min(size, 5)):
                path = inclusion_proof(index, size, root_over)
                assert root_from_inclusion(index, size, leaves[index], path) == root


def test_tiles_of_the_second_level_are_kept(store, place):
    leaves = [bytes.fromhex(entry.hash) for _ in range(14) for entry in fill(store, 5000)]
    with place.behind() as run:
        assert run("SELECT level, count(*) FROM tile GROUP BY level ORDER BY level") == [
            (8, 273),
            (16, 1),
        ]
    with store.reading() as view:
        assert view.range_root()(0, 70_000) == root_of(leaves)
        assert view.range_root()(65_536, 70_000) == root_of(leaves[65_536:])


# ---- realm, versions, places -------------------------------------------------------------------


def test_a_drill_is_marked_on_every_entry_and_never_taken_for_real(place):
    store = place.create("drill:coast")
    assert store.realm == "drill:coast"
    assert {entry.realm for entry in fill(store, 2)} == {"drill:coast"}
    assert place.open("drill:coast").realm == "drill:coast"
    with pytest.raises(WrongRealm, match=r"holds drill:coast, not real"):
        place.open("real")


def test_a_store_is_made_once(place):
    fill(place.create(), 1)
    with pytest.raises(StoreExists):
        place.create()
    assert len(everything(place.open())) == 1


def test_a_place_without_a_store_says_so(place):
    with pytest.raises(StoreMissing):
        place.open()


def test_a_database_from_a_newer_version_is_refused_and_untouched(place):
    fill(place.create(), 1)
    with place.behind() as run:
        run(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('ledger', '0099_the_future', '2031-01-01')"
        )
    with pytest.raises(StoreNewer, match="0099_the_future"):
        place.open()


def test_several_stores_live_in_one_process(tmp_path):
    from tests.stores import File

    one, other = (File(tmp_path / name).create() for name in ("one", "other"))
    fill(one, 2)
    with one.writing() as tx, other.writing() as elsewhere:
        tx.append([draft()])
        elsewhere.append([draft()])
    assert (len(everything(one)), len(everything(other))) == (3, 1)


def test_the_latest_things_come_by_id_backwards_and_no_more_than_asked(store):
    with store.writing() as tx:
        tx.put([standing(id_) for id_ in ("0195-a", "0196-a", "0196-B", "0197-a")])
        tx.put([standing("0199-a", room="missions")])
    with store.reading() as view:
        first = [row.id for row in view.latest("incidents", limit=2)]
        rest = [row.id for row in view.latest("incidents", before=first[-1], limit=9)]
    assert first == ["0197-a", "0196-a"]
    assert rest == ["0196-B", "0195-a"]
