"""Pages as a person uses them: read what they say, press what is on them."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def text(answer) -> str:
    """Return what a page says, without its marks, what is meant for scripts, and spaces."""
    said = re.sub(r"<script\b.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(said.split())


def fields(answer, address: str = "") -> dict[str, str]:
    """Return the hidden fields of the form on a page that is sent to an address, or of its own form."""
    action = f'[^>]*action="{re.escape(address)}[^"]*"' if address else r' class="form panel"'
    page = answer.content.decode()
    form = re.search(rf'<form method="post"{action}[^>]*>(.*?)</form>', page, re.DOTALL)
    assert form, f"no form to {address or 'the page itself'}"
    return dict(_HIDDEN.findall(form[1]))


def press(browser, address: str, on: str = "", **more):
    """Open a page (the address itself unless another is given), and send its form to the address."""
    page = browser.get(on or address)
    return browser.post(address, {**fields(page, address if on else ""), **more})
