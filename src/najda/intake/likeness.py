"""Do two messages tell of the same thing? Judged by where, when, what for and in which words; by nothing
else. It only ever suggests: a person links, and can take it back.

All numbers here are Najda's policy. A call is worth a second look when it comes from nearby, soon after,
for the same kind of help, in like words; none of these alone decides, but far away is far away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import exp
from typing import NamedTuple

from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.places import Place, Precision
from najda.kernel.tasks import Task
from najda.kernel.values import Value

from .names import plain

SCALE_KM = {Precision.EXACT: 0.8, Precision.SETTLEMENT: 2.0, Precision.AREA: 10.0}
"""How far apart two places may be before nearness has fallen to 1/e, by the less exact of the two."""

TRUST = {Precision.EXACT: 1.0, Precision.SETTLEMENT: 0.8, Precision.AREA: 0.5}
"""What nearness is worth at most: two calls from one town need not be from one street."""

FARTHEST_KM = 10.0
"""Nothing farther away is compared."""

SCALE_TIME = timedelta(hours=3)
"""How long after one message another may come before that speaks for 1/e only."""

NEAR, SOON, KIND, WORDS = 0.45, 0.2, 0.15, 0.2
"""What each ground weighs. A ground nothing is known of weighs nothing, and the others more."""

KIND_OPEN = 0.5
"""What the kind is worth where one of the two does not say it."""

LIKELY = 0.6
"""From this score on, of 1, two messages are shown beside each other."""

PLACE_NEEDED = 0.15
"""Below this nearness nothing else makes two messages likely the same."""

FEW_WORDS = 2
"""So many words must be in common before they count, unless they are all: one is a coincidence."""

_LETTERS = 3
_STOP = frozenset(
    plain(
        "من في على الى إلى عن مع هذا هذه هناك هنا كان كانت قد لقد هو هي نحن عند عندنا كل او أو ثم لم لا "
        "ما يوجد قرب جانب بجانب خلف امام أمام جدا الان الآن نرجو الرجاء ارجو لو سمحت "
        "the and for are was were with that this there here from near has have had been very please "
        "now our you your they them its out into at of"
    ).split()
)
_ARTICLE = re.compile("^(?:و|ف|ب|ك|ل)?ال(?=...)|^لل(?=...)")


class Told(Value, frozen=True):
    """What a message says, as far as likeness asks. `words` is None where they may not be compared."""

    place: Place
    at: datetime
    task: Task | None = None
    words: frozenset[str] | None = None


class Likeness(NamedTuple):
    """How like two messages are, 0..1, and why in words, the weightiest ground first."""

    score: float
    reasons: tuple[Phrase, ...]

    @property
    def is_likely(self) -> bool:
        """Tell whether a person should look at both."""
        return self.score >= LIKELY


class _Ground(NamedTuple):
    weight: float
    value: float
    says: Phrase | None


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that carry meaning, however they were spelt: without articles and small words."""
    found = set()
    for token in plain(" ".join(texts)[:20_000]).split():
        bare = _ARTICLE.sub("", token)
        if len(bare) >= _LETTERS and token not in _STOP and bare not in _STOP:
            found.add(bare)
    return frozenset(found)


def likeness(one: Told, other: Told) -> Likeness:
    """Return how likely two messages tell of the same thing; the same whichever is named first."""
    near = _near(one.place, other.place)
    grounds = [near, _soon(one.at, other.at), _kind(one.task, other.task), _words(one, other)]
    known = [ground for ground in grounds if ground is not None]
    total = sum(ground.weight for ground in known)
    score = sum(ground.weight * ground.value for ground in known) / total
    speaks = near or _words(one, other)
    if speaks is None or speaks.value < PLACE_NEEDED:
        score = 0.0
    return Likeness(round(score, 4), tuple(g.says for g in known if g.says is not None))


def _near(one: Place, other: Place) -> _Ground | None:
    if one.position is None or other.position is None:
        return None
    km = one.position.km_to(other.position)
    loose = max((one.precision, other.precision), key=lambda known: SCALE_KM.get(known, 0.0))
    scale, trust = SCALE_KM.get(loose, 1.0), TRUST.get(loose, 1.0)
    says = _away(km) if loose is Precision.EXACT else _by_name(km)
    return _Ground(NEAR, trust * exp(-km / scale) if km <= FARTHEST_KM else 0.0, says)


def _away(km: float) -> Phrase:
    metres = round(km * 1000, -1)
    if metres < 1000:
        return phrase(N_("{metres} m away"), metres=int(metres))
    return phrase(N_("{km} km away"), km=round(km, 1))


def _by_name(km: float) -> Phrase:
    if km < 0.1:
        return phrase(N_("the same place by name"))
    return phrase(N_("about {km} km away, by name"), km=round(km, 1))


def _soon(one: datetime, other: datetime) -> _Ground:
    apart = abs(one - other)
    minutes = apart // timedelta(minutes=1)
    if minutes == 0:
        says = phrase(N_("within a minute"))
    elif minutes < 120:
        says = counted(N_("one minute apart"), N_("{count} minutes apart"), minutes)
    elif minutes < 48 * 60:
        says = counted(N_("one hour apart"), N_("{count} hours apart"), minutes // 60)
    else:
        says = counted(N_("one day apart"), N_("{count} days apart"), minutes // (24 * 60))
    return _Ground(SOON, exp(-(apart / SCALE_TIME)), says)


def _kind(one: Task | None, other: Task | None) -> _Ground:
    if one is None or other is None:
        return _Ground(KIND, KIND_OPEN, None)
    if one == other:
        return _Ground(KIND, 1.0, phrase(N_("the same kind")))
    return _Ground(KIND, 0.0, phrase(N_("another kind")))


def _words(one: Told, other: Told) -> _Ground | None:
    if not one.words or not other.words:
        return None
    common = len(one.words & other.words)
    if common < FEW_WORDS and one.words != other.words:
        return _Ground(WORDS, 0.0, None)
    says = counted(N_("one word in common"), N_("{count} words in common"), common)
    return _Ground(WORDS, min(1.0, common / min(len(one.words), len(other.words))), says)
