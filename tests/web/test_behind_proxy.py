"""As in real life: PostgreSQL, several workers, nginx in front as the docs say, TLS, real operations."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse

import pytest

from najda import bootstrap
from tests.conftest import PROJECT
from tests.deploying import needs
from tests.postgres import fresh_database
from tests.web import server

PASSPHRASE, PASSWORD, DOMAIN = "five invented words for tests", "eleven wet stones", "najda.example"
ADDRESSES = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")
PEOPLE = """
import sys
from pathlib import Path
from najda.application.permissions import Role
from najda.web.accounts.people import People
from najda.web.site import open_site
open_site(Path(sys.argv[1]), passphrase=sys.argv[2])
People().let_in("omar", Role.DISPATCHER, sys.argv[3])
"""


class Browser:
    """Somebody at the domain, over TLS, through the proxy; trusts the test's own certificate."""

    def __init__(self, port, certificate):
        self.port, self.cookies = port, {}
        self.tls = ssl.create_default_context(cafile=certificate)

    def connect(self):
        """Return a connection to the proxy under the domain's name."""
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection = http.client.HTTPSConnection(DOMAIN, timeout=30)
        connection.sock = self.tls.wrap_socket(plain, server_hostname=DOMAIN)
        return connection

    def ask(self, path, form=None, body=None, **headers):
        """Return what was answered, its body read unless it is a stream."""
        body = urllib.parse.urlencode(form).encode() if form is not None else body
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        given = {"Host": DOMAIN, "Cookie": cookies, "Accept": "text/html", **headers}
        if form is not None:
            given |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{DOMAIN}{path}",
            }
        connection = self.connect()
        connection.request("POST" if body is not None else "GET", path, body, given)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if not (answer.headers.get("Content-Type") or "").startswith("text/event-stream"):
            answer.text = answer.read().decode(errors="replace")
        return answer

    def sign_in(self):
        """Sign in as the page does, on a browser that holds nothing."""
        self.cookies.clear()
        page = self.ask("/sign-in/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        form = {"login": "omar", "password": PASSWORD, "csrfmiddlewaretoken": token}
        return self.ask("/sign-in/", form)


@pytest.fixture(scope="module")
def proxied(postgres_server, tmp_path_factory):
    """nginx as in deploy/, before two workers of a real installation in PostgreSQL."""
    needs("nginx", "openssl")
    run = tmp_path_factory.mktemp("proxied")
    with fresh_database(postgres_server) as url:
        folder = run / "najda"
        desk = bootstrap.create(folder, passphrase=PASSPHRASE, name="Invented", database_url=url)
        desk.store.close()
        os.environ.update({bootstrap.DATABASE_URL: url, "NAJDA_PASSPHRASE": PASSPHRASE})
        try:
            arguments = [folder, PASSPHRASE, PASSWORD]
            subprocess.run([sys.executable, "-c", PEOPLE, *arguments], check=True)
            with server.serving(folder, "--workers", "2", "--domain", DOMAIN) as address:
                port, plain = server.free_port(), server.free_port()
                nginx = _nginx(run, address.rpartition(":")[2], port, plain)
                try:
                    yield Browser(port, run / "cert.pem"), plain, run, address
                finally:
                    nginx.send_signal(signal.SIGQUIT)
                    nginx.wait(30)
        finally:
            del os.environ[bootstrap.DATABASE_URL], os.environ["NAJDA_PASSPHRASE"]


def _nginx(run, behind, port, plain):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={DOMAIN}", "-addext", f"subjectAltName=DNS:{DOMAIN}",
         "-keyout", run / "key.pem", "-out", run / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    site = (PROJECT / "deploy" / "nginx.conf").read_text()
    for there, here in (
        ("/etc/letsencrypt/live/najda.example/fullchain.pem", f"{run}/cert.pem"),
        ("/etc/letsencrypt/live/najda.example/privkey.pem", f"{run}/key.pem"),
        ("/var/log/nginx", str(run)),
        ("127.0.0.1:8000", f"127.0.0.1:{behind}"),
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl http2;", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
    ):
        assert there in site, there
        site = site.replace(there, here)
    paths = "".join(
        f"{n}_temp_path {run}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (run / "nginx.conf").write_text(
        f"pid {run}/nginx.pid; daemon off; user root; events {{}} http {{ {paths}\n{site}\n}}"
    )
    command = ["nginx", "-c", run / "nginx.conf", "-e", run / "start.log"]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return running
        time.sleep(0.05)
    raise AssertionError((run / "start.log").read_text())


def test_whoever_comes_without_tls_is_sent_to_it(proxied):
    _, plain, _, _ = proxied
    connection = http.client.HTTPConnection("127.0.0.1", plain, timeout=30)
    connection.request("GET", "/sign-in/", headers={"Host": DOMAIN})
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{DOMAIN}/sign-in/")


def test_somebody_signs_in_over_tls_and_the_browser_is_told_to_insist_on_it(proxied):
    browser, *_ = proxied
    answer = browser.sign_in()
    assert answer.status == 302
    page = browser.ask(answer.headers["Location"])
    assert page.status in (200, 302)
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "najda_session" in browser.cookies


def test_the_live_board_comes_through_line_by_line(proxied):
    browser, *_ = proxied
    browser.sign_in()
    page = browser.ask("/board/").text
    address = re.search(r'"(/board/changes/[^"]*)"', page)
    answer = browser.ask(
        address[1].replace("&amp;", "&") if address else "/board/changes/",
        Accept="text/event-stream",
    )
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert answer.read1(100)


def test_more_than_is_taken_is_refused_by_the_proxy(proxied):
    browser, *_ = proxied
    connection = browser.connect()
    connection.putrequest("POST", "/sign-in/", skip_host=True)
    for name, value in (("Host", DOMAIN), ("Content-Length", str(34 << 20))):
        connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == 413


def test_another_name_is_not_served_and_nobody_else_says_who_asks(proxied):
    browser, _, _, address = proxied
    assert browser.ask("/sign-in/", Host="other.example").status == 400
    with pytest.raises(Exception, match="400"):
        server.urllib.request.urlopen(
            server.urllib.request.Request(f"{address}/sign-in/", headers={"Host": "other.example"})
        )


def test_the_logs_hold_no_address(proxied):
    browser, _, run, _ = proxied
    browser.ask("/sign-in/?next=/board/")
    time.sleep(0.2)
    said = (run / "najda.log").read_text()
    assert "/sign-in/" in said
    assert "next=" not in said
    assert not ADDRESSES.search(said)
