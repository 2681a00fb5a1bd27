"""Signatures made from a table: ninja reads from them what an address takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest


def named(name: str, typed: Any, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
    """Return a parameter taken by its name; without a default it must be given."""
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=typed, default=default
    )


def sign(view: Callable[..., Any], name: str, *parameters: inspect.Parameter) -> None:
    """Give a function its name and what it takes besides the request."""
    view.__name__ = name
    view.__signature__ = inspect.Signature([named("request", HttpRequest), *parameters])
