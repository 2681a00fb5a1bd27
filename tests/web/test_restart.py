"""Stopped under load, the server ends streams and finishes requests; started again, all is there."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

import pytest

from tests.web import installations, server

STREAMS, GRACE = 12, 5.0


class Running:
    """`najda serve` on a port that stays the same."""

    def __init__(self, folder, *options):
        self.folder, self.options, self.port = folder, options, server.free_port()
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from najda.cli import main; main()", "serve",
             "-f", self.folder, "--port", str(self.port), *self.options],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ,
        )  # fmt: skip
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(self.process.stderr.read())

    def ask(self, method, path, form=None, cookies=""):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        body = urllib.parse.urlencode(form) if form else None
        headers = {"Cookie": cookies, "Accept": "text/html"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        return connection.getresponse()

    def sign_in(self):
        page = self.ask("GET", "/sign-in/")
        jar = cookies_of(page)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.read().decode())[1]
        form = {
            "login": "dispatcher",
            "password": installations.PASSWORD,
            "csrfmiddlewaretoken": token,
        }
        return f"{jar}; {cookies_of(self.ask('POST', '/sign-in/', form, jar))}"


def cookies_of(answer):
    return "; ".join(c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie") or ())


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_told_to_stop_it_ends_streams_at_once_finishes_requests_and_comes_back(
    made, tmp_path, options
):
    running = Running(installations.copy(made, tmp_path / "najda"), *options)
    running.start()
    cookies = running.sign_in()
    streams = [running.ask("GET", "/board/changes/", cookies=cookies) for _ in range(STREAMS)]
    assert all(one.status == 200 and one.read1(10) for one in streams)
    statuses, refused, stop = [], [], threading.Event()

    def keep_asking():
        while not stop.is_set():
            try:
                answer = running.ask("GET", "/sign-in/")
                answer.read()
                statuses.append(answer.status)
            except ConnectionError:
                refused.append(1)
                time.sleep(0.02)

    asking = [threading.Thread(target=keep_asking) for _ in range(4)]
    for one in asking:
        one.start()
    while len(statuses) < 8:
        time.sleep(0.01)
    began = time.monotonic()
    running.process.send_signal(signal.SIGTERM)
    for one in streams:
        one.read()  # each ends as it should: nothing is cut in its midst
    running.process.wait(30)
    took = time.monotonic() - began
    said = running.process.stderr.read().decode()
    before = len(statuses)
    running.start()
    while len(statuses) < before + 8:
        time.sleep(0.01)
    stop.set()
    for one in asking:
        one.join()
    again = running.ask("GET", "/board/changes/", cookies=cookies)

    assert (again.status, bool(again.read1(10))) == (200, True), "the same session goes on"
    assert took < GRACE, "it did not wait for the streams to end by themselves"
    assert set(statuses) == {200}
    assert "Traceback" not in said, said
    assert "exceeded" not in said
    running.process.terminate()
    running.process.wait(30)
