"""What every test can ask for: a PostgreSQL database of its own, and the shared real files."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from hypothesis import HealthCheck, settings

from najda.web.site import set_up
from tests import postgres

set_up(
    hosts=["testserver"]
)  # once per process; stores opened without pages have no tables of theirs

PROJECT = Path(__file__).resolve().parent.parent
RUN_FOLDER = "NAJDA_TEST_RUN_FOLDER"

# A busy machine is slow without being wrong. CI tries the same cases every time.
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=50, **PATIENT)
settings.register_profile("ci", max_examples=50, derandomize=True, print_blob=True, **PATIENT)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):  # the run itself, not one of its parallel workers
        os.environ[RUN_FOLDER] = tempfile.mkdtemp(prefix="najda-tests-")
        Path(os.environ[RUN_FOLDER]).chmod(0o711)  # the postgres user passes through
        if not config.option.collectonly:
            _compile_the_planner()


def _compile_the_planner():
    """Compile the planner once, before the servers of many tests do it at the same time: where nothing
    was planned before it takes so long that whoever waits for a page in a test would lose patience."""
    source = PROJECT / "src" / "najda" / "dispatch" / "engine" / "kernels.py"
    kept = list(source.parent.glob("__pycache__/kernels.search-*.nbi"))
    if not any(one.stat().st_mtime > source.stat().st_mtime for one in kept):
        compiling = "from najda.dispatch.engine.warm import warm_up; warm_up()"
        subprocess.run([sys.executable, "-c", compiling], check=True)


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput") and RUN_FOLDER in os.environ:
        folder = Path(os.environ.pop(RUN_FOLDER))
        postgres.stop(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _connections_end_with_the_test():
    """Close what a test left open, or a long run ends with no file descriptors left; a store that lives
    on opens its connections again by itself."""
    yield
    if "najda.adapters.db.settings" in sys.modules and django_settings.configured:
        connections.close_all()


@pytest.fixture(scope="session")
def postgres_server():
    """URL of a PostgreSQL server where the tests may create databases."""
    if postgres.URL in os.environ:
        return os.environ[postgres.URL]
    if postgres.binaries() is None:
        refuse = pytest.fail if os.environ.get(postgres.REQUIRED) == "1" else pytest.skip
        refuse(postgres.MISSING)
    return _server_of_this_run(Path(os.environ[RUN_FOLDER]))


def _server_of_this_run(run_folder):
    """Start the run's own server; the parallel workers share the first one's."""
    address = run_folder / "postgres-url"
    with (run_folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not address.exists():
            folder = run_folder / "postgres"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            address.write_text(postgres.start(folder))
        return address.read_text()


@pytest.fixture
def postgres_url(postgres_server):
    """URL of a fresh, empty PostgreSQL database, dropped after the test."""
    with postgres.fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(scope="session")
def shared_data():
    """Folder of real files from the field, which lies beside the project where there is one."""
    folder = PROJECT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the real files are not here ({folder} does not exist)")
    return folder
