"""What the files in deploy/ are tried with: nginx, openssl and systemd, which not every machine has."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRED = "NAJDA_REQUIRE_DEPLOY"
"""Set to 1, a test whose program is missing fails instead of being skipped."""


def needs(*programs: str) -> None:
    """Skip the test, or fail it where that is asked, unless these programs are on this machine."""
    missing = [program for program in programs if shutil.which(program) is None]
    if missing:
        refuse = pytest.fail if os.environ.get(REQUIRED) == "1" else pytest.skip
        refuse(f"not on this machine: {', '.join(missing)}")
