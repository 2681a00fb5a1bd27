"""One's own devices: made, looked at, revoked."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..access import may, signed_in
from ..accounts.models import Account
from ..pages import done, page
from .forms import DeviceForm
from .models import Scope
from .tokens import new_device, revoke


@signed_in
@require_safe
def devices(request: HttpRequest) -> HttpResponse:
    """List one's own devices."""
    found = request.user.devices.all()
    return page(request, "api/devices.html", {"devices": found, "now": request.site.now()})


@signed_in
@never_cache
@reauthentication_required
def add_device(request: HttpRequest) -> HttpResponse:
    """Make a device, and show its token this once."""
    form = DeviceForm(request.POST or None, account=request.user)
    if request.method == "POST" and form.is_valid():
        scope = Scope(form.cleaned_data["scope"])
        made, token = new_device(request.user, form.cleaned_data["name"], scope, form.ends_at)
        return page(request, "api/token.html", {"device": made, "token": token})
    return page(request, "api/add_device.html", form=form)


@signed_in
@require_POST
def revoke_device(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a device of one's own."""
    device = request.user.devices.filter(pk=pk).first()
    if device is None:
        raise Http404
    revoke(device)
    return done(request, _("The device was revoked. Its token opens nothing any more."), "devices")


@may("accounts.manage")
@require_POST
def revoke_devices(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke every device of somebody's account."""
    for device in get_object_or_404(Account, pk=pk).devices.all():
        revoke(device)
    return done(request, _("Every device of this account was revoked."), "account", pk)
