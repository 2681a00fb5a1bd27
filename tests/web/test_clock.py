"""Pages count in the installation's time, a drill's own included."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from najda import bootstrap
from tests.web import installations

THEN = datetime(2024, 9, 2, 17, 0, tzinfo=UTC)


def test_a_page_says_what_time_it_is_and_how_fast_it_goes(made, tmp_path, visitor):
    answer = visitor.get("/sign-in/").content.decode()

    said = datetime.fromisoformat(re.search(r'data-now="([^"]+)"', answer)[1])
    assert abs(said - datetime.now(UTC)) < timedelta(minutes=1)
    assert 'data-pace="1.0"' in answer


def test_in_a_drill_it_is_the_drills_time(made, tmp_path):
    folder = installations.copy(made, tmp_path / "drill")
    site = installations.open_(folder)
    bootstrap.drill_time(folder).go(THEN, pace=60, until=THEN)

    assert (site.now(), site.pace) == (THEN, 60)
    site.desk.store.close()


def test_ages_pass_at_the_drills_pace_in_the_browser(tab, live):
    page = tab.new_page()
    clock = bootstrap.drill_time(live.folder)
    clock.go(THEN, pace=600, until=THEN + timedelta(days=1))

    page.goto(f"{live.address}/style/")
    age = page.locator("time[data-age]").last
    first = age.text_content()
    page.wait_for_function(
        "first => [...document.querySelectorAll('time[data-age]')].at(-1).textContent !== first",
        arg=first,
    )

    assert "min" in first
    assert "2024" in age.get_attribute("datetime")
    clock.stand(THEN)
