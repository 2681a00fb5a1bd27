"""The demo as a newcomer meets it: an address, people to sign in as, and a board that moves."""

from __future__ import annotations

import http.cookiejar
import re
import signal
import socket
import urllib.parse
import urllib.request
from contextlib import contextmanager

from tests.drills.telling import command

PATIENCE = 120


@contextmanager
def demo(folder, *options):
    """Run the demo until the block ends; gives its process, its lines so far and the address."""
    run = command("demo", "--folder", str(folder), *options, PYTHONUNBUFFERED="1")
    lines = []
    try:
        for line in run.stdout:
            lines.append(line)
            if "متلقي نداءات" in line:
                break
        found = re.search(r"http://localhost:\d+/", "".join(lines))
        assert found, "".join(lines) + run.stdout.read()
        yield run, lines, found[0]
    finally:
        if run.poll() is None:
            run.send_signal(signal.SIGINT)
        lines.append(run.communicate(timeout=PATIENCE)[0])


def signed_in(address, username, password):
    """Return a browser that has signed in."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{address}sign-in/", timeout=30).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"login": username, "password": password, "csrfmiddlewaretoken": token}
    answer = browser.open(f"{address}sign-in/", urllib.parse.urlencode(form).encode(), timeout=30)
    assert "/sign-in/" not in answer.geturl(), "not signed in"
    return browser


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def moment(browser, address):
    page = browser.open(address, timeout=30).read().decode()
    return re.search(r'data-now="([^"]+)"', page)[1]


def test_the_demo_lets_every_role_in_moves_on_and_stops_cleanly(tmp_path):
    folder, port = tmp_path / "demo", free_port()
    with demo(folder, "--port", str(port)) as (run, lines, address):
        assert address == f"http://localhost:{port}/"
        text = "".join(lines)
        password = re.search(r"password \W?([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})", text)[1]
        browsers = [
            signed_in(address, username, password)
            for username in ("amal", "omar", "rami", "salma", "nour", "karim")
        ]
        first = moment(browsers[0], address)
        assert first.startswith("2024-09-03T1")
        assert moment(browsers[0], address) > first
    assert run.returncode == 0
    said = "".join(lines)
    assert "goes on from there" in said
    assert "situation-ar.csv" in said
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "the server still listens"

    with demo(folder, "--port", str(port)) as (_, lines, address):
        assert "Going on where it was stopped" in "".join(lines)
        assert password in "".join(lines)
        assert moment(signed_in(address, "omar", password), address) > first


def test_a_port_that_is_taken_is_left_alone(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with demo(tmp_path / "demo", "--port", str(port)) as (_, lines, address):
            assert f"Port {port} is taken" in "".join(lines)
            assert str(port) not in address
