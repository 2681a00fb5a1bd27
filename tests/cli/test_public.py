"""Opening the public page and taking it away, on the record."""

import json


def test_the_public_page_is_opened_with_a_number_and_taken_away(najda):
    assert "no public page" in najda("public", "show").stdout

    najda("public", "open", "--phone", "١١٣")
    assert json.loads(najda("public", "show", "--json").stdout) == {"open": True, "phone": "113"}

    najda("public", "end")
    assert json.loads(najda("public", "show", "--json").stdout)["open"] is False
