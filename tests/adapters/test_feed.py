"""Hearing of new entries, whoever recorded them, on both stores."""

import threading
import time
from contextlib import closing

from tests.stores import draft, fill, record


def test_nothing_is_heard_while_nothing_is_recorded(store):
    fill(store, 2)
    with closing(store.feed()) as feed:
        assert feed.wait(0.1) is False


def test_what_is_recorded_is_heard_of_once(store):
    with closing(store.feed()) as feed:
        record(store, draft())
        assert feed.wait(5) is True
        assert feed.wait(0.1) is False


def test_it_is_heard_while_one_waits_and_not_only_after(store):
    with closing(store.feed()) as feed:
        later = threading.Timer(0.2, lambda: (record(store, draft()), store.close()))
        later.start()
        began = time.monotonic()
        assert feed.wait(20) is True
        assert time.monotonic() - began < 10
        later.join()


def test_what_was_undone_is_not_taken_for_an_entry(store):
    with closing(store.feed()) as feed:
        before = _size(store)
        try:
            with store.writing() as tx:
                tx.append([draft()])
                raise KeyError
        except KeyError:
            pass
        feed.wait(0.1)
        assert _size(store) == before


def test_another_opening_of_the_same_store_is_heard(place):
    store = place.create()
    other = place.open()
    with closing(store.feed()) as feed:
        record(other, draft())
        assert feed.wait(5) is True


def _size(store):
    with store.reading() as view:
        return view.head().size
