"""The system's own Chromium, driven by Playwright; axe; and pictures of pages to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from zlib import crc32

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
AXE = PROJECT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
REQUIRED = "NAJDA_REQUIRE_BROWSER"
LOOKS = "NAJDA_LOOKS"
"""Environment variable: the folder to keep pictures in; without it they are taken and thrown away."""
MISSING = "Chromium is not on this machine. On Debian or Ubuntu: apt-get install chromium"

# Without these it looks for updates, which a machine without internet only slows down.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip
WIDTHS = {"wide": (1440, 900), "phone": (390, 844)}


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Run Chromium while the block runs."""
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield running
        running.close()


def sign_in(
    context: BrowserContext, address: str, username: str, password: str, until: str | None = None
) -> Page:
    """Sign in by the page, and return the page that follows (at `until`, if something is still asked)."""
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(until or (lambda url: "/sign-in/" not in url))
    return page


def speak(page: Page, language: str) -> None:
    """Change the language as the person does, in the menu."""
    page.locator("header details.menu summary").click()
    page.locator(f"button[name=language][value={language}]").click()
    page.wait_for_selector(f"html[lang={language}]")


def barriers(page: Page) -> list[str]:
    """Return what axe finds, one line each: the rule, what it says and the first element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['help']}: {node['html'][:200]}: {node.get('failureSummary', '')[:300]}"
        for v in found["violations"]
        for node in v["nodes"][:3]
    ]


def wider_than_its_window(page: Page) -> int:
    """Return by how many pixels the page is wider than its window: none, or it scrolls sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def look(page: Page, name: str) -> list[str]:
    """Return what axe and the width tell of the page as it is, in both themes, wide and phone. Where
    pictures are kept, axe looks at each theme at each width; else at wide and light in one language, at
    phone and dark in the other, which is which by the page's name. The page's language is the caller's
    to choose (`speak`)."""
    language, wrong = page.evaluate("document.documentElement.lang"), []
    folder = os.environ.get(LOOKS)
    ways = (
        [*product(WIDTHS, ("light", "dark"))] if folder else [("wide", "light"), ("phone", "dark")]
    )
    here = ways if folder else [ways[(crc32(name.encode()) + (language == "ar")) % 2]]
    for width, theme in ways:
        across, down = WIDTHS[width]
        page.set_viewport_size({"width": across, "height": down})
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        where = f"{name}-{language}-{theme}-{width}"
        if (width, theme) in here:
            wrong += [f"{where}: {line}" for line in barriers(page)]
        if over := wider_than_its_window(page):
            wrong.append(f"{where}: {over} pixels wider than its window")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{where}.png", full_page=True)
    page.set_viewport_size(dict(zip(("width", "height"), WIDTHS["wide"], strict=True)))
    return wrong
