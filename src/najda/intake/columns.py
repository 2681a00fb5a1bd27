"""Which column of a file holds what: guessed from headings and content, shown, and correctable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from datetime import tzinfo
from typing import Any

from rapidfuzz import process

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import Value

from .contents import Study, content_fit
from .headings import WHOLE, Field, heading_fit
from .messages import Message, read_message
from .times import DateOrder

HEADING_SHARE = 0.65
"""What the heading counts for beside the content."""

SURE_ENOUGH = 0.45
"""Below this confidence a column is left alone."""

NONE = "-"
"""Written for a column, it says that no column holds the field."""

_BY_BOTH = N_("its heading says so, and {share} % of its values fit")
_BY_CONTENT = N_("{share} % of its values fit, though its heading does not say so")
_BY_PERSON = N_("you said so")
_EMPTY_SO_FAR = N_("its heading says so; it is empty in the rows looked at")
_FIRST_OF_LIST = N_("its heading says so; it is only the first of several that a row may have")

_ORDERS = {
    DateOrder.DAY_FIRST: N_(
        "dates such as 03/04/2025 are read as day/month: some have a day above 12"
    ),
    DateOrder.MONTH_FIRST: N_(
        "dates such as 03/04/2025 are read as month/day: some have a day above 12"
    ),
    DateOrder.UNDECIDED: N_(
        "dates such as 03/04/2025 can be day/month or month/day: the file does not tell"
    ),
    DateOrder.UNNEEDED: N_("dates are written in a way that can be read in only one order"),
}


class UnknownField(Refusal):
    """A correction names no field of a message."""

    says = N_("A message has no “{field}”. Write one of: {fields}, such as time=created_at.")


class UnknownColumn(Refusal):
    """A correction names no column of the file."""

    says = N_("The file has no column “{column}”. Its columns: {columns}. {hint}")


class NoTextColumn(Refusal):
    """Nothing in the file looks like what was reported."""

    says = N_(
        "No column seems to hold the text of messages. Columns: {columns}. Say which: text=COLUMN."
    )


class NoTimeColumn(Refusal):
    """Nothing in the file looks like the time of the messages."""

    says = N_(
        "No column seems to hold the time of messages. Columns: {columns}. Say which: time=COLUMN."
    )


class DateOrderUnclear(Refusal):
    """Dates in figures can be read as day/month or as month/day, and nothing in the column tells."""

    says = N_(
        "The dates in “{column}” (such as {example}) can be day/month or month/day, and the file does "
        "not settle which. Say it: --dates day-first or --dates month-first."
    )


class Guess(Value, frozen=True):
    """One line of a mapping as shown: the field, its column, how sure (0..1) and why."""

    field: Field
    column: str
    confidence: float
    reason: Phrase


class Mapping(Value, frozen=True):
    """Which column holds what. `zone` reads times without an offset; `order` reads dates in figures."""

    guesses: tuple[Guess, ...]
    columns: tuple[str, ...]
    order: DateOrder
    order_reason: Phrase
    zone: Any
    example: str = ""

    @property
    def by_field(self) -> dict[Field, str]:
        """Return the column of each field that has one."""
        return {guess.field: guess.column for guess in self.guesses}

    @property
    def unused(self) -> tuple[str, ...]:
        """Return the columns that nothing is read from."""
        used = set(self.by_field.values())
        return tuple(column for column in self.columns if column not in used)


def guess(
    study: Study,
    *,
    zone: tzinfo,
    corrections: AnyMapping[str, str] | None = None,
    order: DateOrder | None = None,
) -> Mapping:
    """Return the mapping for a file that was studied (see `contents.study`).

    `corrections` are a person's: field name to column, or to NONE for no column; they always win.
    Raises UnknownField and UnknownColumn for those that make no sense.
    """
    said = _checked(corrections or {}, study.columns)
    chosen = {
        field: Guess(field=field, column=column, confidence=1.0, reason=phrase(_BY_PERSON))
        for field, column in said.items()
        if column != NONE
    }
    for one in _candidates(study, skip=set(said)):
        taken = {other.column for other in chosen.values()}
        if one.field not in chosen and one.column not in taken:
            chosen[one.field] = one
    _drop_halves(chosen, said)
    order_found, example = DateOrder.UNNEEDED, ""
    if Field.TIME in chosen:
        order_found, example = study.order_of(chosen[Field.TIME].column)
    reason = phrase(_BY_PERSON) if order else phrase(_ORDERS[order_found])
    return Mapping(
        guesses=tuple(chosen[field] for field in Field if field in chosen),
        columns=tuple(study.columns),
        order=order or order_found,
        order_reason=reason,
        zone=zone,
        example=example,
    )


def check_ready(mapping: Mapping) -> Mapping:
    """Return the mapping if messages can be read by it; raise what is missing otherwise."""
    fields, columns = mapping.by_field, ", ".join(mapping.columns[:40])
    if Field.TEXT not in fields:
        raise NoTextColumn(columns=columns)
    if Field.TIME not in fields:
        raise NoTimeColumn(columns=columns)
    if mapping.order is DateOrder.UNDECIDED:
        raise DateOrderUnclear(column=fields[Field.TIME], example=mapping.example)
    return mapping


def apply(mapping: Mapping, values: AnyMapping[str, Any]) -> Message | Phrase:
    """Return the message in a row, or what is wrong with the row as a sentence; raises nothing."""
    return read_message(mapping.by_field, values, zone=mapping.zone, order=mapping.order)


def read_corrections(texts: Iterable[str]) -> dict[str, str]:
    """Return corrections written as `time=created_at`; raise UnknownField for other forms."""
    found = {}
    for text in texts:
        field, equals, column = text.partition("=")
        if not equals:
            raise UnknownField(field=text, fields=", ".join(Field))
        found[field.strip()] = column.strip() or NONE
    return found


def _checked(corrections: AnyMapping[str, str], columns: Sequence[str]) -> dict[Field, str]:
    found = {}
    for name, column in corrections.items():
        if name not in list(Field):
            raise UnknownField(field=name, fields=", ".join(Field))
        if column != NONE and column not in columns:
            near = process.extractOne(column, columns, score_cutoff=60) if columns else None
            hint = phrase(N_("Did you mean “{near}”?"), near=near[0]) if near else ""
            raise UnknownColumn(column=column, columns=", ".join(columns[:40]), hint=hint)
        found[Field(name)] = column
    return found


def _candidates(study: Study, skip: set[Field]) -> list[Guess]:
    """Return every field with every column that may hold it, the surest first, then as in the file."""
    found = []
    for place, column in enumerate(study.columns):
        samples = study.samples(column)
        for field in Field:
            if field in skip:
                continue
            heading = heading_fit(column, field)
            if not samples:
                if heading == WHOLE:
                    sure, reason = HEADING_SHARE, phrase(_EMPTY_SO_FAR)
                    one = Guess(field=field, column=column, confidence=sure, reason=reason)
                    found.append((-sure, place, one))
                continue
            content = content_fit(samples, field, said=bool(heading))
            if content <= 0:
                continue
            sure = HEADING_SHARE * heading + (1 - HEADING_SHARE) * content
            sure = sure if heading else 0.6 * content
            if sure >= SURE_ENOUGH:
                reason = _reason(column, heading, content)
                one = Guess(field=field, column=column, confidence=round(sure, 2), reason=reason)
                found.append((-sure, place, one))
    return [one for *_, one in sorted(found, key=lambda candidate: candidate[:2])]


def _reason(column: str, heading: float, content: float) -> Phrase:
    if any(part == "0" for part in column.split(".")):
        return phrase(_FIRST_OF_LIST)
    return phrase(_BY_BOTH if heading else _BY_CONTENT, share=round(content * 100))


def _drop_halves(chosen: dict[Field, Guess], said: AnyMapping[Field, str]) -> None:
    """Leave out what is of no use alone: one coordinate of two, a clock without its date."""
    pair = {Field.LAT, Field.LON}
    if len(pair & chosen.keys()) == 1 and not pair & said.keys():
        for field in pair & chosen.keys():
            del chosen[field]
    if Field.POSITION in chosen and pair <= chosen.keys() and Field.POSITION not in said:
        del chosen[Field.POSITION]
    if Field.CLOCK in chosen and Field.TIME not in chosen and Field.CLOCK not in said:
        del chosen[Field.CLOCK]
