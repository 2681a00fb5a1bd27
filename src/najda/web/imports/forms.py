"""What is asked of whoever takes a file in: the file, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from najda.intake.columns import NONE
from najda.intake.headings import Field
from najda.intake.times import DateOrder

from ..forms import Form
from .kept import Wishes

LONGEST_NAME = 200

FIELDS: dict[Field, Any] = {
    Field.TEXT: _("What was reported"),
    Field.TIME: _("When"),
    Field.CLOCK: _("Time of day, in a column of its own"),
    Field.PLACE: _("Place, in words"),
    Field.AREA: _("Area"),
    Field.LAT: _("Latitude"),
    Field.LON: _("Longitude"),
    Field.POSITION: _("Both coordinates in one column"),
    Field.CHANNEL: _("How it came in"),
    Field.REPORTER: _("Who reported it"),
    Field.CONTACT: _("How to call back"),
    Field.EXTERNAL_ID: _("Number elsewhere"),
    Field.LANGUAGE: _("Language"),
}
"""What a message can say, as it is asked on a page."""

_NO_COLUMN = _("no column")


class FileForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("File"), max_length=LONGEST_NAME,
        help_text=_(
            "CSV, an Excel workbook (XLSX), JSON or JSON lines; at most 32 MB. Nothing is taken in yet: "
            "you see first what was understood."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.geojson"}),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": _("The file is empty: it has no rows to read. Check that it was saved whole."),
            "max_length": _("The file's name is too long. Give it a shorter one."),
        },
    )  # fmt: skip


class ColumnsForm(Form):
    """Which column holds what, as it was understood and as the person corrects it."""

    def __init__(self, *args: Any, outcome: dict[str, Any], wishes: Wishes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._wishes = wishes
        self._understood = {guess["field"]: guess["column"] for guess in outcome["guesses"]}
        self._sheet = outcome.get("sheet", "")
        names = [(NONE, _NO_COLUMN), *((name, name) for name in outcome["columns"])]
        for field, label in FIELDS.items():
            chosen = self._understood.get(field.value, NONE)
            choice = forms.ChoiceField(label=label, choices=names, initial=chosen, required=False)
            choice.widget.attrs["dir"] = "auto"
            self.fields[field.value] = choice
        orders = {
            "": _("as the file tells"),
            DateOrder.DAY_FIRST.value: _("day, then month"),
            DateOrder.MONTH_FIRST.value: _("month, then day"),
        }
        self.fields["dates"] = forms.ChoiceField(
            label=_("03/04/2025 is"), choices=list(orders.items()), initial=wishes.dates, required=False
        )  # fmt: skip
        if sheets := outcome.get("sheets"):
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=[(name, name) for name in sheets], initial=self._sheet,
                required=False,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a column that is given two meanings."""
        given = super().clean() or self.cleaned_data
        seen: dict[str, Any] = {}
        for field, label in FIELDS.items():
            column = given.get(field.value) or NONE
            if column != NONE and column in seen:
                text = _("“{column}” cannot be both: {one} and {other}.")
                said = str(text).format(column=column, one=seen[column], other=label)
                raise ValidationError(said)
            seen[column] = label
        return given

    def wishes(self) -> Wishes:
        """Return what the person wants: what they corrected now or before. Another sheet has columns of
        its own, so that with it everything is understood anew."""
        given = self.cleaned_data
        sheet = given.get("sheet") or self._sheet
        if sheet != self._sheet:
            return Wishes(sheet=sheet, dates=given["dates"])
        columns = dict(self._wishes.columns)
        for field in FIELDS:
            column = given.get(field.value) or NONE
            if column != self._understood.get(field.value, NONE):
                columns[field.value] = column
        return Wishes(columns=columns, sheet=self._wishes.sheet, dates=given["dates"])
