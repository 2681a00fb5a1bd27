"""`make pictures`: pictures of the pages for the README, of the demo at one moment of its story.

python pictures.py docs/pictures
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page

from najda import bootstrap
from najda.application.permissions import Role
from najda.cli import live
from najda.drills import going
from najda.drills.folder import open_drill
from najda.drills.profile import plan
from najda.drills.run import Drill, clock_and_time
from najda.web.site import set_up
from tests.web import browser

SEED, DAYS = 7, 3
QUALITY = 0.82
WIDE, PHONE = (1440, 900), (390, 844)
SETTLED_MS = 2500
"""The map draws itself; so long nothing more is waited for."""

_AS_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


class Picture(NamedTuple):
    """A page as somebody sees it."""

    name: str
    path: str
    role: Role
    language: str = "en"
    theme: str = "light"
    size: tuple[int, int] = WIDE


PICTURES = (
    Picture("board", "/board/", Role.DISPATCHER),
    Picture("board-ar-dark", "/board/", Role.DISPATCHER, "ar", "dark"),
    Picture("call", "/calls/new/", Role.CALL_TAKER),
    Picture("my-mission-ar", "/my-mission/", Role.TEAM, "ar", size=PHONE),
)


def main(into: Path) -> None:
    """Make every picture anew."""
    set_up()
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="najda-pictures-") as where:
        folder = Path(where) / "demo"
        env, time_told = clock_and_time()
        told = plan("coast", seed=SEED, days=DAYS)
        drill = Drill(told, open_drill(folder, told, time_told), env)
        going.hurry(drill, going.opening(drill))
        bootstrap.drill_time(folder).stand(going.told(drill))
        password, port = live.accounts(drill, folder), live.free_port(8000)
        with live.served(folder, port), browser.browser() as chromium:
            for one in PICTURES:
                taken = _taken(chromium, f"http://{live.HOST}:{port}", one, password)
                (into / f"{one.name}.webp").write_bytes(taken)
                print(f"{into / one.name}.webp: {len(taken) // 1024} kB")


def _taken(chromium: Browser, address: str, one: Picture, password: str) -> bytes:
    across, down = one.size
    context = chromium.new_context(
        viewport={"width": across, "height": down}, locale="en-GB", color_scheme=one.theme,
        reduced_motion="reduce", device_scale_factor=2 if one.size == PHONE else 1,
    )  # fmt: skip
    page = browser.sign_in(context, address, live.INVENTED[one.role], password)
    page.goto(f"{address}{one.path}")
    if page.evaluate("document.documentElement.lang") != one.language:
        browser.speak(page, one.language)
        page.goto(f"{address}{one.path}")
    page.wait_for_timeout(SETTLED_MS)
    png = page.screenshot()
    context.close()
    return _as_webp(chromium, png)


def _as_webp(chromium: Browser, png: bytes) -> bytes:
    """Return a picture as WebP, which is a fraction of the size; the browser knows how."""
    page: Page = chromium.new_page()
    made = page.evaluate(_AS_WEBP, [base64.b64encode(png).decode(), QUALITY])
    page.close()
    return base64.b64decode(made)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
