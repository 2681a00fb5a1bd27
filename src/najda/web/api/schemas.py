"""The API's types, made from the core's own: no field is written down twice.

A value, fact or state of the core becomes a pydantic model with the same fields and docstring; `told`
turns the value itself into what that model describes. What differs from the core is said here once:
sealed words show as the word "sealed", phrases are said in the language asked for, and what comes from
outside has the bounds and the description of `vocabulary`.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import Annotated, Any, Literal

import msgspec
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema, create_model

from najda.application.ports import Language
from najda.intake.places import Names
from najda.kernel.personal import Sealed
from najda.kernel.phrases import Phrase
from najda.kernel.time import as_text

from . import vocabulary

SEALED = "sealed"
"""What stands where words are locked away; reading them is a call of its own, and recorded."""

_PLAIN: dict[Any, Any] = {
    Sealed: Literal["sealed"],
    Phrase: str,
    Names: str,
    datetime: AwareDatetime,
}


class Given(BaseModel):
    """The base of what is sent to us: a field nobody knows is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Told(BaseModel):
    """The base of what we answer."""


@cache
def told_model(kind: type, **_: Any) -> type[BaseModel]:
    """Return the model of a value, state or named tuple as we tell it."""
    return _model(kind, kind.__name__, Told, told_type, {})


def thing_model(kind: type) -> type[BaseModel]:
    """Return the model of a state with the id and version of its thing."""
    more = {"id": (vocabulary.OUTGOING_ID, ...), "version": (vocabulary.VERSION, ...)}
    return _model(kind, kind.__name__, Told, told_type, more)


@cache
def given_model(kind: type) -> type[BaseModel]:
    """Return the model of a value as it is sent to us; its name tells it from the one we tell."""
    return _model(kind, f"{kind.__name__}Given", Given, given_type, {})


def _model(kind: type, name: str, base: type, typed: Any, more: dict[str, Any]) -> type[BaseModel]:
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {
        field: (typed(hints[field], field), default)
        for field, default in _defaults(kind, told=base is Told)
    }
    made = create_model(name, __base__=base, __doc__=cleandoc(kind.__doc__ or ""), **more, **fields)
    made.__module__ = __name__
    return made


def _defaults(kind: type, *, told: bool) -> Iterable[tuple[str, Any]]:
    """Yield every field and its default; what we tell is always there, so it has none."""
    if not hasattr(kind, "__struct_fields__"):
        yield from ((field, ...) for field in kind._fields)
        return
    for field in msgspec.structs.fields(kind):
        if told or field.required:
            yield field.name, ...
        elif field.default_factory is not msgspec.NODEFAULT:
            yield field.name, Field(default_factory=field.default_factory)
        else:
            yield field.name, field.default


def told_type(hint: Any, name: str = "") -> Any:
    """Return the type by which a field of the core is told."""
    return _typed(hint, told_model)


def given_type(hint: Any, name: str = "") -> Any:
    """Return the type in which a field is sent to us: the vocabulary's, if the word stands there."""
    known = vocabulary.GIVEN.get(name)
    if known is None:
        typed, most = _typed(hint, given_model), vocabulary.MOST.get(name)
        return typed if most is None else Annotated[typed, Field(max_length=most)]
    return known if not _optional(hint) or _optional(known) else known | None


def _optional(hint: Any) -> bool:
    return type(None) in typing.get_args(hint)


def _typed(hint: Any, model: Any) -> Any:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return words_of(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Annotated:
        return Annotated[_typed(arguments[0], model), _bounds(arguments[1])]
    if origin in (typing.Union, types.UnionType):
        return typing.Union[tuple(_typed(each, model) for each in arguments)]  # noqa: UP007
    if origin is dict:
        return dict[arguments[0], _typed(arguments[1], model)]
    if origin in (tuple, list, Sequence):
        return list[_typed(arguments[0], model)]
    is_structure = hasattr(hint, "__struct_fields__") or hasattr(hint, "_fields")
    return model(hint) if is_structure else hint


def words_of(kind: type[Enum]) -> Any:
    """Return the type of an enumeration, spelt out where it stands: several rooms have a `Status`."""
    members = [member.value for member in kind]
    said = {"type": "string", "enum": members} if isinstance(members[0], str) else {"enum": members}
    return Annotated[kind, WithJsonSchema(said)]


def _bounds(meta: msgspec.Meta) -> Any:
    return Field(ge=meta.ge, le=meta.le)


def told(value: Any, language: Language) -> Any:
    """Return a value of the core as JSON can hold it, sealed words closed and phrases said."""
    match value:
        case Sealed():
            return SEALED
        case Phrase():
            return language.say(value)
        case Names():
            return (value.ar if language.code == "ar" else value.en) or value.en or value.ar
        case Enum():
            return value.value
        case datetime():
            return as_text(value)
        case date():
            return value.isoformat()
        case dict():
            return {told(key, language): told(each, language) for key, each in value.items()}
        case msgspec.Struct():
            return {name: told(getattr(value, name), language) for name in value.__struct_fields__}
        case tuple() if hasattr(value, "_fields"):
            return {name: told(each, language) for name, each in value._asdict().items()}
        case tuple() | list():
            return [told(each, language) for each in value]
        case type():
            return value.__name__
    return value
