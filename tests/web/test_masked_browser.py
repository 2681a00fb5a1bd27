"""A dispatcher reads masked words in a real browser: found, read and left as they are."""

from __future__ import annotations

import pytest

from najda.application.usecases.judge_report import link_report
from najda.kernel.tasks import Task
from tests.web import browser as browsers
from tests.web import installations, server
from tests.web.browser import look, speak
from tests.web.calls import act, incident, receive

SAID = "انهار بيت عائلة علوية قرب حاجز لقوات النظام، ثلاثة عالقون في الطابق العلوي"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_masked_words_look_right_and_are_reached_by_keyboard(tab, made, tmp_path, language):
    folder = installations.copy(made, tmp_path / "najda")
    site = installations.open_(folder)
    known, other = incident(site.desk), receive(site.desk, text=f"{SAID} منذ ساعة")
    link_report(site.desk, act(), report=other, incident=known)
    report = receive(site.desk, text=SAID, task=Task.FIREFIGHTING, reporter="0999 (invented)")
    site.desk.store.close()
    with server.serving(folder) as address:
        page = browsers.sign_in(tab, address, "dispatcher", installations.PASSWORD)
        speak(page, language)
        page.goto(f"{address}/reports/{report}/")
        page.locator("#words button").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#words blockquote")
        text = page.locator("#words").inner_text()
        assert "▮▮▮" in text
        assert "علوية" not in text
        assert "الطابق العلوي" in text
        wrong = look(page, "masked-report")
        page.goto(f"{address}/reports/{report}/")
        page.locator(f"form[action$='{report}/likely/'] button").click()
        page.wait_for_selector(".likely blockquote")
        wrong += look(page, "masked-likely")
        page.goto(f"{address}/incidents/{known}/")
        page.locator("form:has(input[value=reports]) button").click()
        page.wait_for_selector("text=▮▮▮")
        wrong += look(page, "masked-incident")
    assert wrong == []
