"""Slows down whoever guesses passwords, without letting them shut anybody out (docs/adr/0007).

Failures are counted per person and source. The source is the browser, where that person has signed in
from it before, or else the network address: what a stranger does elsewhere never delays a team that
signs in from its own phone. Every failure past the fifth doubles the wait, up to a quarter of an hour.
A try counts before the password is looked at, so that many at once gain nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Misses

FREE, FREE_OF_ONE_NETWORK = 5, 50
"""Failures without a wait: for one person from one source, and for all strangers of one network."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(misses: int, free: int = FREE) -> timedelta:
    """Return how long to wait after so many failures."""
    if misses < free:
        return timedelta()
    return min(FIRST_WAIT * 2 ** min(misses - free, 10), LONGEST_WAIT)


def try_once(request: HttpRequest, username: str) -> timedelta:
    """Count a try and return nothing to wait; or count nothing and return how long still to wait."""
    with transaction.atomic():
        rows = [(_held(key), free) for key, free in _keys(request, username)]
        now = timezone.now()  # only now, as others may have been waited for
        still = max(_still(row, free, now) for row, free in rows)
        if not still:
            for row, _ in rows:
                _count(row, now)
    return still


def wrong_token(request: HttpRequest) -> timedelta:
    """Count a token that opens nothing; return how long whoever sent it has to wait, if they do.

    A right one is never asked to wait: nobody shuts a device out by guessing from where it is.
    """
    with transaction.atomic():
        row = _held(_hashed("token", _network(request.META.get("REMOTE_ADDR", ""))))
        now = timezone.now()
        still = _still(row, FREE_OF_ONE_NETWORK, now)
        if not still:
            _count(row, now)
    return still


def succeeded(request: HttpRequest, username: str) -> None:
    """Forget this person's failures from this source; take back the try from the network's."""
    with transaction.atomic():
        for key, free in _keys(request, username):
            if free == FREE:
                Misses.objects.filter(key=key).delete()
            else:
                Misses.objects.filter(key=key, count__gt=0).update(count=F("count") - 1)


def _held(key: str) -> Misses:
    """Return the count of a source, held until the transaction ends, so that tries at once all count."""
    now = timezone.now()
    Misses.objects.bulk_create([Misses(key=key, count=0, last_at=now)], ignore_conflicts=True)
    row = Misses.objects.select_for_update().get(key=key)
    if row.last_at < now - FORGOTTEN_AFTER:
        row.count = 0
    return row


def _still(row: Misses, free: int, now: datetime) -> timedelta:
    wait = wait_after(row.count, free)
    return max(row.last_at + wait - now, timedelta()) if wait else wait


def _count(row: Misses, now: datetime) -> None:
    row.count, row.last_at = row.count + 1, now
    row.save()


def _keys(request: HttpRequest, username: str) -> list[tuple[str, int]]:
    if request.device.knows(username):
        return [(_hashed("device", request.device.id, username), FREE)]
    network = _network(request.META.get("REMOTE_ADDR", ""))
    return [
        (_hashed("network", network, username), FREE),
        (_hashed("network", network), FREE_OF_ONE_NETWORK),
    ]


def _network(address: str) -> str:
    """Return the address, or, of IPv6, the /64 that one subscriber has."""
    try:
        bits = 32 if ip_address(address).version == 4 else 64
        return str(ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        return "unknown"


def _hashed(*parts: str) -> str:
    text = "\x1f".join(part.strip().lower() for part in parts)
    return salted_hmac("najda.lockout", text, algorithm="sha256").hexdigest()
