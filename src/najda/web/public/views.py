"""Reporting without an account, and asking what became of it.

Nothing of whoever comes here is kept but what they write: no session, no cookie, no address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from najda.application.desk import Act
from najda.application.look_up import installation
from najda.application.receipts import receipt_of
from najda.application.usecases.receive_report import receive_report
from najda.kernel.errors import Refusal
from najda.kernel.ids import check_id
from najda.kernel.tasks import Channel

from ..access import public
from ..acting import fresh_id, refuse
from ..pages import status_of
from . import codes
from .forms import ReceiptForm, ReportForm
from .limits import Refused, What, limits
from .models import Receipt

PERSON, DEVICE = "public", "web/public"
"""What the ledger says of who reported here, and with what."""

LARGEST = 32 << 10
"""Bytes a form may carry: two thousand Arabic letters, percent-encoded, and all else."""

FORM, FORM_HOURS = "form", 24
_SALT = "najda.public.form"
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")

View = Callable[..., HttpResponse]


def _spoken(view: View) -> View:
    """Speak the language chosen in the address (`?in=ar`), as no cookie is set here."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        code = request.GET.get("in", "")
        if code not in dict(settings.LANGUAGES):
            code = request.language.code
        request.language, request.LANGUAGE_CODE = request.site.language(code), code
        with translation.override(code):
            response = view(request)
        response.headers["Content-Language"] = code
        return response

    return answer


def _open_to_all(view: View) -> View:
    allowed = require_http_methods(["GET", "HEAD", "POST"])
    return public(csrf_exempt(never_cache(allowed(_spoken(view)))))


@_open_to_all
def report(request: HttpRequest) -> HttpResponse:
    """Take a report from anybody."""
    here = installation(request.desk)
    if not here.public_reports:
        raise Http404
    if _too_large(request):
        return _page(
            request, "report.html", 413, form=ReportForm(), act=fresh_id(request), too_large=True
        )
    act = _act(request)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = limits.refuses(What.REPORT, _address(request))
        if refused:
            return _page(request, "report.html", 429, form=form, act=act, refused=refused.name)
        try:
            return _received(request, act, form)
        except Refusal as refusal:
            refuse(request, form, refusal)
            return _page(request, "report.html", status_of(refusal), form=form, act=act)
    return _page(request, "report.html", 422 if form.is_bound else 200, form=form, act=act)


def _received(request: HttpRequest, act: str, form: ReportForm) -> HttpResponse:
    done = receive_report(
        request.desk, Act(id=act, person=PERSON, device=DEVICE), channel=Channel.PUBLIC_PAGE,
        **form.arguments(),
    )  # fmt: skip
    code = codes.code_for(act)
    kept = {"report": done.made("reports")}
    Receipt.objects.get_or_create(code_hash=codes.hashed(request.desk.seals, code), defaults=kept)
    return _page(
        request,
        "received.html",
        201,
        code=codes.spoken(code),
        arabic=codes.spoken(code).translate(_ARABIC),
        again=done.again,
    )


@_open_to_all
def receipt(request: HttpRequest) -> HttpResponse:
    """Tell what became of a report, to whoever has its code; whatever is wrong has the same answer."""
    here = installation(request.desk)
    if not here.public_reports and not Receipt.objects.exists():
        raise Http404
    if request.method != "POST" or _too_large(request):
        return _page(request, "receipt.html", 200, form=ReceiptForm())
    form = ReceiptForm(request.POST)
    refused = limits.would_refuse(What.WRONG_CODE, _address(request))
    if refused:
        return _page(request, "receipt.html", 429, form=form, refused=refused.name)
    typed = form["code"].value() or ""
    found = _found(request, typed[:40])
    if found is None:
        limits.refuses(What.WRONG_CODE, _address(request))
        form.is_valid()
        form.add_error("code", _("No report has this code. Check the sixteen figures."))
        return _page(request, "receipt.html", 422, form=form)
    return _page(request, "receipt.html", 200, form=form, state=found.value)


def _found(request: HttpRequest, typed: str) -> Any:
    """Look up whatever was typed, so that no code is refused sooner than another."""
    kept = codes.hashed(request.desk.seals, codes.read(typed) or "0")
    row = Receipt.objects.filter(code_hash=kept).first()
    with request.desk.store.reading() as view:
        return receipt_of(view, row.report if row else "0")


def _act(request: HttpRequest) -> str:
    """Return the id of the act that a form may become: the one it was given, or a new one."""
    try:
        kept = signing.loads(request.POST.get(FORM, ""), salt=_SALT, max_age=FORM_HOURS * 3600)
        return check_id(kept)
    except (signing.BadSignature, Refusal):
        return fresh_id(request)


def _too_large(request: HttpRequest) -> bool:
    try:
        return len(request.body) > LARGEST
    except RequestDataTooBig:
        return True


def _page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    here, language = installation(request.desk), request.language
    act = more.pop("act", None)
    return render(
        request,
        f"public/{template}",
        {
            "organisation": here.name,
            "phone": here.phone,
            "language": language,
            "is_drill": request.site.is_drill,
            "token": signing.dumps(act, salt=_SALT) if act else "",
            "EVERYBODY": Refused.EVERYBODY.name,
            **more,
        },
        status=status,
    )


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")
