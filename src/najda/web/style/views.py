"""The page of components; on drill installations only, for it is made for people who build pages."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse

from najda.kernel.need import Level
from najda.kernel.tasks import Task

from ..access import public
from ..forms import Form
from ..pages import page


class Sample(Form):
    """A form with a field of each kind."""

    what = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}))
    where = forms.CharField(
        label="Where", help_text="A place, a road, what can be seen from there."
    )
    kind = forms.ChoiceField(label="Kind", choices=[("rescue", "Rescue"), ("fire", "Firefighting")])
    trapped = forms.IntegerField(label="People trapped", min_value=0, required=False)
    danger = forms.ChoiceField(
        label="Is anybody's life in danger now?", widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Not known")],
    )  # fmt: skip
    call_back = forms.BooleanField(label="The caller wants to be called back", required=False)


@public
def style(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    if not request.site.is_drill:
        raise Http404
    wrong = Sample({"what": "", "trapped": "-1", "where": "The bridge by the mill"})
    wrong.is_valid()
    now = request.site.now()
    context = {
        "good": Sample(), "wrong": wrong, "levels": list(Level), "tasks": list(Task)[:5],
        "now": now, "old": now - timedelta(minutes=7),
    }  # fmt: skip
    return page(request, "style/style.html", context)
