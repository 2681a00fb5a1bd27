"""Forms: Django's own, drawn by our templates, with room for a refusal of the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.validators import EMPTY_VALUES
from django.forms.renderers import TemplatesSetting

from najda.kernel.errors import Refusal
from najda.kernel.visible import visible


class _Nothing(list[Any]):
    """What counts as no answer: Django's list of it, and words of which nothing can be seen."""

    def __contains__(self, given: object) -> bool:
        return super().__contains__(given) or (isinstance(given, str) and not visible(given))


_NOTHING = _Nothing(EMPTY_VALUES)


class Renderer(TemplatesSetting):
    """Draws every form and field, allauth's too, from templates/components."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class Form(forms.Form):
    """A form whose answers go to a use case. `refusal` is why the core said no, if it did; `links` lead
    to what it speaks of, each an address and its words. `answers` names the field that answers a refusal,
    so that it is said there what is missing."""

    refusal: Refusal | None = None
    links: Sequence[tuple[str, str]] = ()
    answers: ClassVar[Mapping[type[Refusal], str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and field.strip:
                field.empty_values = _NOTHING

    def arguments(self) -> dict[str, Any]:
        """Return what the use case is called with; override where names or types differ."""
        return dict(self.cleaned_data)
