"""Every address of the URLconf, with an example path that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter


class Address(NamedTuple):
    """One address: its name, an example path, its view."""

    name: str
    path: str
    view: Any


def addresses() -> Iterator[Address]:
    """Yield every address there is."""
    yield from _below(get_resolver(), "/")


def _below(resolver: URLResolver, before: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        path = before + _example(pattern)
        if isinstance(pattern, URLPattern):
            yield Address(pattern.name or path, path, pattern.callback)
        else:
            yield from _below(pattern, path)


def _example(pattern: URLPattern | URLResolver) -> str:
    """Return the pattern's route with something in each of its places."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        match converter:
            case IntConverter():
                value = "1"
            case UUIDConverter():
                value = "00000000-0000-7000-8000-000000000000"
            case _:
                value = "x"
        route = re.sub(rf"<(?:\w+:)?{name}>", value, route)
    return route
