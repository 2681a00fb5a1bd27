"""The ledger: appending, verifying and rebuilding, as it grows, beside a bare insert loop."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from najda.adapters.db.opening import create_postgres, create_sqlcipher
from najda.adapters.db.store import DbStore
from najda.application.ledger.verify import verify
from najda.application.ports import Draft
from najda.application.projections import rebuilt
from najda.kernel.entry import Entry

from .bare import Bare, BarePostgres, BareSqlcipher
from .entries import drafts
from .table import RUNS, console, rate, show, slower

KEY = bytes(range(32))
SINGLE, BATCH = 200, 1000


@contextmanager
def stores(postgres_url: str | None) -> Iterator[list[tuple[str, DbStore, Bare]]]:
    """Open an empty ledger on each store there is, with a bare table beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        found: list[tuple[str, DbStore, Bare]] = [
            ("SQLCipher", create_sqlcipher(path, KEY, "drill:bench"), BareSqlcipher(folder, KEY))
        ]
        if postgres_url:
            store = create_postgres(postgres_url, "drill:bench")
            found.append(("PostgreSQL", store, BarePostgres(postgres_url)))
        yield found


def run(sizes: list[int], postgres_url: str | None) -> None:
    """Print how fast each store's ledger is at each size."""
    with stores(postgres_url) as found:
        for name, store, bare in found:
            _grow(name, store, bare, sizes)


def _grow(name: str, store: DbStore, bare: Bare, sizes: list[int]) -> None:
    feed = drafts(max(sizes) + 100_000, seed=1)
    rows: list[list[str]] = []
    for size in sizes:
        _append(store, feed, size - _size(store) - 4 * (BATCH * 10 + SINGLE))
        console.print(f"{name}: measuring at {size:,} entries", style="dim")
        rows.append([f"{size:,}", *_measured(store, bare, feed)])
    columns = [
        "entries", "append one", "bare one", "slower", "append 1,000", "bare 1,000", "slower",
        "verify", "rebuild",
    ]  # fmt: skip
    show(f"Ledger on {name} (entries a second; “slower” is bare ÷ ours)", columns, rows)


def _measured(store: DbStore, bare: Bare, feed: Iterator[Draft]) -> list[str]:
    rows = _entries(BATCH * 10)
    ready = [list(islice(feed, SINGLE)) for _ in range(RUNS)]
    batches = [list(islice(feed, BATCH * 10)) for _ in range(RUNS)]
    one = rate(lambda: _append(store, iter(ready.pop(0)), SINGLE, at_once=1))
    bare_one = rate(lambda: bare.singly(rows[:SINGLE]))
    many = rate(lambda: _append(store, iter(batches.pop(0)), BATCH * 10))
    bare_many = rate(lambda: bare.batched(rows, BATCH))
    return [
        str(one), str(bare_one), slower(bare_one, one),
        str(many), str(bare_many), slower(bare_many, many),
        str(rate(lambda: _verified(store))), str(rate(lambda: _rebuilt(store), runs=1)),
    ]  # fmt: skip


def _size(store: DbStore) -> int:
    with store.reading() as view:
        return view.head().size


def _append(store: DbStore, feed: Iterator[Draft], count: int, at_once: int = BATCH) -> int:
    left = count
    while left > 0:
        with store.writing() as tx:
            left -= len(tx.append(list(islice(feed, min(left, at_once)))))
    return count


def _entries(count: int) -> list[Entry]:
    """Return rows of the ledger's own shape for the bare table, made before the clock runs."""
    hash_ = "0" * 64
    return [
        Entry(
            at, d.stream, d.version, d.kind, d.act, d.part, "drill:bench", d.occurred_at,
            d.recorded_at, d.person, d.device, d.source, d.body, hash_, hash_,
        )
        for at, d in enumerate(drafts(count, seed=2))
    ]  # fmt: skip


def _verified(store: DbStore) -> int:
    verify(store)
    return _size(store)


def _rebuilt(store: DbStore) -> int:
    with store.reading() as view:
        for _ in rebuilt(view.entries()):
            pass
        return view.head().size
