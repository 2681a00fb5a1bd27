"""What the only writer can do: record facts, say how things stand, keep and destroy subjects' keys."""

from __future__ import annotations

from collections.abc import Sequence

from najda.adapters.db.errors import NotKept
from najda.adapters.db.reading import View, standing_row
from najda.adapters.db.sessions import Session
from najda.adapters.db.tiles import Tiles
from najda.application.errors import ActKnown, StaleVersion
from najda.application.ports import Draft, Head, Standing
from najda.kernel.entry import Entry, NotPlain, canonical_text, check_plain, hash_text
from najda.kernel.errors import Malformed
from najda.kernel.time import from_text

_PLAIN_FIELDS = (
    "stream",
    "kind",
    "act",
    "occurred_at",
    "recorded_at",
    "person",
    "device",
    "source",
)
_UPSERT = (
    f"INSERT INTO standing ({','.join(Standing._fields)}) "
    f"VALUES ({','.join(['%s'] * len(Standing._fields))}) ON CONFLICT (room, id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in Standing._fields[2:])
)


class Transaction(View):
    """One transaction by the only writer; fulfils `ports.Writing`. Made by `DbStore.writing`."""

    def __init__(self, session: Session, realm: str) -> None:
        super().__init__(session)
        self._realm = realm
        self._head: Head | None = None
        self.keys_destroyed = False

    def head(self) -> Head:
        """Return the end of the ledger; nobody else can move it while this transaction is open."""
        if self._head is None:
            self._head = super().head()
        return self._head

    def forget_head(self) -> None:
        """Look again: a part of the transaction was undone."""
        self._head = None

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Record facts; raises StaleVersion where a stream has passed the version, ActKnown where an act
        has been recorded already. Nothing is recorded then."""
        if not drafts:
            return []
        self._check_acts(drafts)
        self._check_versions(drafts)
        head = self.head()
        entries = _chained(drafts, head, self._realm)
        self.session.insert("entry", Entry._fields, entries)
        self._check_kept(head.size, len(entries))
        Tiles(self.session).grow(head.size, [bytes.fromhex(entry.hash) for entry in entries])
        self._head = Head(entries[-1].sequence, entries[-1].hash)
        self.session.tell()
        return entries

    def put(self, standings: Sequence[Standing]) -> None:
        """Write how things stand now, in place of how they stood."""
        if standings:
            self.session.run_many(_UPSERT, [standing_row(each) for each in standings])

    def clear(self) -> None:
        """Forget every standing, to make them again from the entries."""
        self.session.run("DELETE FROM standing")

    def keep_subject_key(self, subject: str, wrapped: bytes) -> None:
        """Keep a new subject's wrapped key."""
        sql = "INSERT INTO subject_key (subject, wrapped) VALUES (%s, %s)"
        self.session.run(sql, subject, wrapped)

    def destroy_subject_key(self, subject: str) -> bool:
        """Destroy a subject's key beyond recovery; return False if there was none.

        The key's bytes leave the disk when the outermost transaction has been committed.
        """
        destroyed = self.session.run("DELETE FROM subject_key WHERE subject = %s", subject) > 0
        self.keys_destroyed |= destroyed
        return destroyed

    def _check_acts(self, drafts: Sequence[Draft]) -> None:
        wanted = {(draft.act, draft.part) for draft in drafts}
        if len(wanted) == len(drafts) and self._all_new(drafts):
            return
        sql = f"SELECT act, part, person FROM entry WHERE act IN ({self.session.listed})"
        acts = self.session.many_values({act for act, _ in wanted})
        for act, part, person in self.session.rows(sql, acts):
            if (act, part) in wanted:
                raise ActKnown(act=act, person=person)
        if len(wanted) < len(drafts):
            raise ActKnown(act=drafts[0].act, person=drafts[0].person)

    def _check_kept(self, before: int, count: int) -> None:
        """Raise NotKept unless the database now holds what it was given: whoever can alter it could have
        added a trigger that silently drops what it should keep, and then nothing may be acknowledged."""
        sql = "SELECT count(*) FROM entry WHERE sequence > %s"
        ((kept,),) = self.session.rows(sql, before)
        if kept != count:
            raise NotKept(kept=kept, given=count)

    def _all_new(self, drafts: Sequence[Draft]) -> bool:
        """Tell at one look whether no act between the least and the greatest is known: ids begin with
        the time they were made, so a batch of new ones mostly lies beyond all others."""
        acts = [draft.act for draft in drafts]
        sql = "SELECT 1 FROM entry WHERE act >= %s AND act <= %s LIMIT 1"
        return not self.session.rows(sql, min(acts), max(acts))

    def _check_versions(self, drafts: Sequence[Draft]) -> None:
        sql = (
            "SELECT s.name, (SELECT max(version) FROM entry WHERE stream = s.name) "
            f"FROM ({self.session.listed}) AS s"
        )
        streams = self.session.many_values(dict.fromkeys(draft.stream for draft in drafts))
        versions = {name: version or 0 for name, version in self.session.rows(sql, streams)}
        for draft in drafts:
            expected = versions[draft.stream] + 1
            if draft.version < expected:
                raise self._stale(draft)
            if draft.version > expected:
                at_most = f"at most {expected} for {draft.stream}"
                raise Malformed(what="version", given=draft.version, expected=at_most)
            versions[draft.stream] = expected

    def _stale(self, draft: Draft) -> StaleVersion | Malformed:
        sql = "SELECT kind, person, recorded_at FROM entry WHERE stream = %s AND version = %s"
        for kind, person, when in self.session.rows(sql, draft.stream, draft.version):
            return StaleVersion(what=draft.stream, kind=kind, person=person, when=from_text(when))
        return Malformed(what="version", given=draft.version, expected="each version once, from 1")


def _chained(drafts: Sequence[Draft], head: Head, realm: str) -> list[Entry]:
    """Return the drafts as entries that follow `head`."""
    entries = []
    sequence, previous = head
    for draft in drafts:
        stream, version, kind, act, part, occurred, recorded, person, device, source, body = draft
        try:
            check_plain(
                "", "".join((stream, kind, act, occurred, recorded, person, device, source))
            )
        except NotPlain:
            for field in _PLAIN_FIELDS:
                check_plain(field, getattr(draft, field))
        sequence += 1
        given = (
            sequence, stream, version, kind, act, part, realm, occurred, recorded, person, device,
            source, body, previous,
        )  # fmt: skip
        previous = hash_text(canonical_text(Entry._make((*given, ""))))
        entries.append(Entry._make((*given, previous)))
    return entries
