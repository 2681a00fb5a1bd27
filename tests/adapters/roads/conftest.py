import pytest

from tests.adapters.roads.extracts import BOTH, Extract


@pytest.fixture
def extract():
    """An empty sheet to draw roads on."""
    return Extract()


@pytest.fixture(params=BOTH)
def engine(request):
    """What makes journeys over a network: once with each engine."""
    return BOTH[request.param]


@pytest.fixture
def roads(extract, engine, tmp_path):
    """The roads drawn, when asked for."""
    return lambda: engine(extract.network(tmp_path))
