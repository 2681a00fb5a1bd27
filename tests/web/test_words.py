"""What pages say is in the catalogues, and in Arabic."""

from __future__ import annotations

import page_messages
from messages import LOCALES, PLURALS


def test_every_catalogue_of_the_pages_is_up_to_date_and_whole():
    missing = []
    for language in PLURALS:
        for name, said in page_messages.catalogues().items():
            kept = page_messages.read(LOCALES / language / "LC_MESSAGES" / f"{name}.po", language)
            for text, _, context in said:
                message = kept.get(text, context or None) if kept else None
                if message is None or not page_messages.is_whole(message.string):
                    missing.append(f"{language} {name}: {text}")
    assert missing == []


def test_arabic_pages_speak_arabic(site, visitor):
    visitor.cookies["najda_language"] = "ar"

    answer = visitor.get("/sign-in/").content.decode()

    assert '<html lang="ar" dir="rtl"' in answer
    assert "الدخول" in answer
    assert "Sign in" not in answer


def test_a_drill_says_so_on_every_page_in_both_languages(visitor):
    for path in ("/sign-in/", "/welcome/", "/nowhere/"):
        answer = visitor.get(path).content.decode()
        assert "DRILL: nothing here is real" in answer
        assert "تدريب" in answer


def test_a_language_chosen_before_signing_in_is_kept(visitor):
    visitor.post("/preferences/", {"language": "ar", "theme": "dark", "next": "/sign-in/"})

    answer = visitor.get("/sign-in/").content.decode()

    assert 'lang="ar"' in answer
    assert 'data-theme="dark"' in answer


def test_preferences_lead_back_to_a_page_of_ours_only(visitor):
    answer = visitor.post("/preferences/", {"language": "ar", "next": "https://elsewhere.example/"})

    assert answer.headers["Location"] == "/"
