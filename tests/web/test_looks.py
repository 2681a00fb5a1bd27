"""Every page of the foundation in both languages, themes and widths: axe finds nothing, none scrolls
sideways. With NAJDA_LOOKS=folder the pictures are kept, for looking at."""

from __future__ import annotations

import pytest

from najda.application.permissions import Role
from tests.web.browser import look, speak

VISITORS = {"sign-in": "/sign-in/", "welcome": "/welcome/", "style": "/style/"}
OWN = {
    "me": "/me/",
    "factors": "/me/factors/",
    "password": "/me/password/",
    "people": "/people/",
    "new-account": "/people/new/",
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", VISITORS)
def test_a_visitor_s_page_is_fit_to_be_seen(tab, live, name, language):
    page = tab.new_page()
    page.goto(live.address + VISITORS[name])
    speak(page, language)
    assert look(page, name) == []


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", OWN)
def test_a_page_behind_the_sign_in_is_fit_to_be_seen(as_role, live, name, language):
    page = as_role(Role.ADMINISTRATOR)
    page.goto(live.address + OWN[name])
    speak(page, language)
    assert look(page, name) == []
