"""No room can hold who somebody is: not in a field of its own, and in words only sealed."""

import re
import typing
from datetime import datetime
from enum import Enum

import msgspec
import pytest

from najda.application.rooms import ROOMS
from najda.kernel.need import Need, Priority
from najda.kernel.personal import Sealed

_WORDS = """
    religion religious faith sect sectarian denomination confession church mosque madhhab creed
    ethnic ethnicity race nation nationality citizenship tribe clan origin minority caste skin
    politic politics political party allegiance loyalty side faction affiliation opposition regime
    rebel combatant militia orientation gender surname
    din diyana diana madhab mazhab taifa taifah taefa tayfa milla kanisa
    irq qawm qawmiya qawmiyya jinsiya jinsiyya qabila qabile ashira asheera aqalliya sulala
    siyasa siyasi hizb tayyar intima wala janib taraf fasil fasila muarada nizam
    alawi alawite sunni shia shii druze ismaili christian muslim kurd kurdish arab turkmen armenian
    دين ديانة مذهب طائفة ملة عرق قومية جنسية قبيلة عشيرة أقلية سياسة حزب انتماء ولاء جانب طرف فصيل
    معارضة
"""
IDENTITY = frozenset(re.findall(r"\w+", _WORDS))
"""What no field may be called, in English, in Arabic, and in Arabic as Latin letters have it."""

PLAIN = {
    "id": "an id",
    "team": "an id",
    "mission": "an id",
    "incident": "an id",
    "report": "an id",
    "member": "an id",
    "vehicle": "an id",
    "here": "ids of teams",
    "record": "an id",
    "subject": "an id",
    "reports": "ids",
    "missions": "ids",
    "box": "sealed text",
    "policy": "a version of the policy of need",
    "language": "a language's code",
    "area": "figures of a box on the map",
    "areas": "codes of areas",
    "time_zone": "a zone's name",
    "phone": "the organisation's own number, for everybody to call",
    "name_en": "what a gazetteer calls a place",
    "name_ar": "what a gazetteer calls a place",
    "words": "empty in every fact: the giver's words are sealed beside it",
}
"""Text that is kept open, and what it is. Whatever is not here is `Sealed`, or the build fails."""

NAMES_OF_THINGS = {"TeamRegistered", "VehicleJoined", "InstallationFounded", "InstallationRevised"}
NAMES_OF_THINGS |= {"Team", "Vehicle", "Installation", "Neighbour"}
"""Where `name` is a team's, a vehicle's or an organisation's, never a person's."""


def _parts(hint):
    """Yield every type a type is made of."""
    hint = typing.get_args(hint)[0] if typing.get_origin(hint) is typing.Annotated else hint
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is None:
        yield hint
    for argument in arguments:
        if argument not in (..., type(None)):
            yield from _parts(argument)


def fields_of(kind, seen=None):
    """Yield (owner, field, type) for a struct and every struct in it."""
    seen = set() if seen is None else seen
    if kind in seen:
        return
    seen.add(kind)
    hints = typing.get_type_hints(kind, include_extras=True)
    for field in kind.__struct_fields__:
        for part in _parts(hints[field]):
            yield kind, field, part
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                yield from fields_of(part, seen)


ALL = [kind for room in ROOMS.values() for kind in (*room.facts, room.state)]
KINDS = {f"{kind.__module__.split('.')[2]}.{kind.__name__}": kind for kind in ALL}


def holds_identity(words):
    """Tell whether a name in code or a word on a screen is about who somebody is."""
    spelt = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", words).lower()
    return bool(set(re.split(r"[_\W]+", spelt)) & IDENTITY)


def is_open_text(owner, field, part):
    """Tell whether a field holds text that is neither sealed nor known to be harmless."""
    if part is not str:
        return False
    return field not in PLAIN and not (field == "name" and owner.__name__ in NAMES_OF_THINGS)


@pytest.mark.parametrize("kind", [*KINDS.values(), Need, Priority], ids=lambda kind: kind.__name__)
def test_no_field_could_hold_who_somebody_is(kind):
    for owner, field, part in fields_of(kind):
        assert not holds_identity(field), f"{owner.__name__}.{field}"
        assert not holds_identity(part.__name__), f"{owner.__name__}.{field}: {part.__name__}"
        if issubclass(part, Enum):
            for member in part:
                assert not holds_identity(member.name), f"{part.__name__}.{member.name}"


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_free_text_is_sealed(kind):
    for owner, field, part in fields_of(kind):
        assert not is_open_text(owner, field, part), (
            f"{owner.__name__}.{field} is open text: make it Sealed"
        )


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_field_takes_only_kinds_of_value_that_are_known_here(kind):
    known = (str, int, float, bool, datetime)
    for owner, field, part in fields_of(kind):
        looked_into = issubclass(part, (Enum, msgspec.Struct))
        assert part in known or looked_into, f"{owner.__name__}.{field}: {part} could hold anything"


def test_the_priority_is_made_of_figures_and_of_nothing_that_is_said():
    assert not [field for _, field, part in fields_of(Need) if part in (str, Sealed)]


@pytest.mark.parametrize(
    "field", ["religion", "home_sect", "taifa", "qabila_name", "politicalSide"]
)
def test_a_field_that_asks_who_somebody_is_would_be_found(field):
    assert holds_identity(field)


@pytest.mark.parametrize(
    "field", ["inside", "outside", "trace", "national_grid", "partial", "beside"]
)
def test_a_harmless_field_is_left_alone(field):
    assert not holds_identity(field)


@pytest.mark.parametrize("hint", [str, str | None, tuple[str, ...], dict[str, int]])
def test_open_text_would_be_found_however_it_is_wrapped(hint):
    spoilt = msgspec.defstruct("Spoilt", [("remarks", hint)], namespace={}, frozen=True)
    assert any(is_open_text(*found) for found in fields_of(spoilt))
