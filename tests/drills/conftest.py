"""Drills that many tests look at: told once."""

import pytest

from tests.drills.telling import entries_of, told


@pytest.fixture(scope="session")
def three_days(tmp_path_factory):
    """Entries of the coast drill over three days."""
    return entries_of(told(tmp_path_factory.mktemp("drills") / "three", days=3))


@pytest.fixture(scope="session")
def one_day(tmp_path_factory):
    """Digest of the coast drill's first day, told without a break."""
    return told(tmp_path_factory.mktemp("drills") / "one").digest()
