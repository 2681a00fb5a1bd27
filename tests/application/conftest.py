from tests.application.operations import operations  # noqa: F401
from tests.stores import place, store  # noqa: F401
