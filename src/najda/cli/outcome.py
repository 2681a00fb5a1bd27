"""What a command that acted says it came to."""

from __future__ import annotations

from najda.application import codec
from najda.application.desk import Done
from najda.application.fact_words import fact_word
from najda.application.look_up import short
from najda.kernel.ids import split_stream
from najda.kernel.phrases import N_, phrase

from .language import say
from .session import Session
from .show import as_json

_DONE = N_("Recorded: {facts}.")
_MADE = N_("Recorded: {facts}. Its id: {id}.")
_AGAIN = N_("This was recorded before and is not recorded twice: {facts}.")
_NOTHING = N_("Nothing had to be recorded: it was so already.")


def came_to(session: Session, done: Done, *, made: str = "") -> None:
    """Say what was recorded; `made` is the room of a thing that the act made, whose id is told."""
    id_ = done.made(made) if made and done.entries else ""
    if session.options.as_json:
        _json(session, done, id_)
        return
    facts = list(dict.fromkeys(say(fact_word(codec.FACTS[entry.kind])) for entry in done.entries))
    if not facts:
        session.print(phrase(_NOTHING))
    elif done.again:
        session.print(phrase(_AGAIN, facts=facts))
    else:
        session.print(phrase(_MADE if id_ else _DONE, facts=facts, id=short(id_)))


def _json(session: Session, done: Done, id_: str) -> None:
    streams = {entry.stream: entry.version for entry in done.entries}
    things = [
        {"room": split_stream(name)[0], "id": split_stream(name)[1], "version": version}
        for name, version in streams.items()
    ]
    act = done.entries[0].act if done.entries else None
    realm = session.desk.store.realm
    entries = [entry.sequence for entry in done.entries]
    said = {"realm": realm, "act": act, "id": id_ or None, "again": done.again}
    as_json(session, {**said, "entries": entries, "things": things})
