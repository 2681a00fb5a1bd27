"""A throw-away PostgreSQL for tests: a cluster of its own, listening on this machine only.

The tests start one when they need it. It also runs any command with one, named to it in
NAJDA_TEST_POSTGRES:

    python tests/postgres.py make test
    python tests/postgres.py --durable make bench    (waits for the disk, as real life does)

Only the standard library is needed to start it, so that it works before anything is installed.
"""

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

URL = "NAJDA_TEST_POSTGRES"
REQUIRED = "NAJDA_REQUIRE_POSTGRES"
MISSING = (
    f"PostgreSQL's server is not on this machine and {URL} names no other one. "
    "On Debian or Ubuntu: apt-get install postgresql"
)
LOCAL = ["-c listen_addresses=127.0.0.1", "-c unix_socket_directories=", "-c max_connections=200"]
FORGETFUL = ["-c fsync=off", "-c full_page_writes=off", "-c synchronous_commit=off"]


class ClusterFailed(Exception):
    """PostgreSQL did not start; the message carries what it said."""


def binaries():
    """Find the folder of PostgreSQL's server programs, the newest if several; None if none."""
    on_path = shutil.which("initdb")
    if on_path and (Path(on_path).resolve().parent / "pg_ctl").exists():
        return Path(on_path).resolve().parent
    packaged = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    return max(packaged, key=lambda folder: int(folder.parent.name), default=None)


def start(folder, *, durable=False):
    """Start a cluster in the empty `folder` and return the URL of its superuser's database."""
    password = secrets.token_hex(16)
    password_file = folder / "password"
    password_file.write_text(password)
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        for path in (folder, password_file):
            shutil.chown(path, "postgres", "postgres")
    password_file.chmod(0o600)
    settings = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale"]
    _run(folder, "initdb", "--pgdata=data", f"--pwfile={password_file}", "--no-sync", *settings)
    password_file.unlink()
    for attempts_left in (2, 1, 0):
        port = _free_port()
        options = " ".join([f"-p {port}", *LOCAL, *([] if durable else FORGETFUL)])
        try:
            _run(folder, "pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options)
            break
        except ClusterFailed as failure:  # someone may have taken the port in between
            if not attempts_left:
                log = folder / "log"
                said = log.read_text() if log.exists() else ""
                raise ClusterFailed(f"{failure}\n{said}") from None
    return f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"


def stop(folder):
    """Stop the cluster in `folder` at once, if it runs; nothing in it is worth saving."""
    if (folder / "data" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "-D", "data", "-m", "immediate")


@contextmanager
def cluster(*, durable=False):
    """Run a cluster while the block runs; gives its URL."""
    with tempfile.TemporaryDirectory(prefix="najda-postgres-") as name:
        folder = Path(name)
        try:
            yield start(folder, durable=durable)
        finally:
            stop(folder)


@contextmanager
def fresh_database(server_url):
    """Create an empty database on the server, give its URL, and drop it afterwards."""
    import psycopg

    name = f"najda_test_{secrets.token_hex(8)}"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _run(folder, program, *arguments):
    command = [str(binaries() / program), *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise ClusterFailed(f"{program} failed: {done.stdout.strip()}")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main():
    options = argparse.ArgumentParser(description="Run a command with a throw-away PostgreSQL.")
    options.add_argument("--durable", action="store_true", help="wait for the disk, for timing")
    options.add_argument("command", nargs=argparse.REMAINDER)
    chosen = options.parse_args()
    if not chosen.command:
        options.error("say which command to run")
    if binaries() is None:
        sys.exit(MISSING)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(durable=chosen.durable) as url:
        return subprocess.run(chosen.command, env={**os.environ, URL: url}).returncode


if __name__ == "__main__":
    sys.exit(main())
