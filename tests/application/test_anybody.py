"""Whoever does whatever in whatever order, the rooms agree and the entries alone tell it all again."""

from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import postgres
from tests.application.anybody import Anybody
from tests.stores import File, Server

_numbers = count(1)


def _settings(share):
    slow = [*settings.default.suppress_health_check, HealthCheck.large_base_example]
    return settings(
        max_examples=max(3, settings.default.max_examples // share),
        stateful_step_count=40,
        suppress_health_check=slow,
    )


def test_anything_goes_on_one_encrypted_file(tmp_path):
    class OnFile(Anybody):
        @staticmethod
        def make_store():
            return File(tmp_path / f"{next(_numbers)}.sqlcipher").create()

    run_state_machine_as_test(OnFile, settings=_settings(4))


def test_anything_goes_on_postgresql(postgres_server):
    class OnServer(Anybody):
        def __init__(self):
            self.database = postgres.fresh_database(postgres_server)
            url = self.database.__enter__()
            type(self).make_store = staticmethod(lambda: Server(url).create())
            super().__init__()

        def teardown(self):
            try:
                super().teardown()
            finally:
                self.database.__exit__(None, None, None)

    run_state_machine_as_test(OnServer, settings=_settings(10))
