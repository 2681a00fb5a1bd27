"""Everything Najda can say is translated, and every translation holds what the sentence holds."""

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import messages
from messages import Template

LANGUAGES = sorted(folder.name for folder in messages.LOCALES.iterdir())
FEWER_THAN_THREE = 3  # forms for none, one and two may say the number in the word itself


@pytest.fixture(params=LANGUAGES)
def catalogue(request):
    path = messages.LOCALES / request.param / "LC_MESSAGES" / "najda.po"
    with path.open("rb") as source:
        return read_po(source, locale=request.param)


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def translated(catalogue, template):
    """Every form of a template's translation; none if it has none."""
    message = catalogue.get(template.one, template.context or None)
    plural = message.id[1] if message and isinstance(message.id, tuple | list) else ""
    if message is None or plural != template.plural:
        return []
    return list(message.string) if template.plural else [message.string]


def test_every_template_in_the_code_is_translated(catalogue):
    missing = [t for t in messages.templates() if not all(translated(catalogue, t) or [""])]
    assert not missing, f"run `make messages`, then translate: {missing}"


def test_every_plural_has_all_the_forms_of_its_language(catalogue):
    counted = [t for t in messages.templates() if t.plural]
    assert counted
    assert {len(translated(catalogue, t)) for t in counted} == {catalogue.num_plurals}


def test_translations_have_the_placeholders_of_their_sentences(catalogue):
    for template in messages.templates():
        wanted = placeholders(template.one) | placeholders(template.plural)
        for number, said in enumerate(translated(catalogue, template)):
            held = placeholders(said)
            if template.plural and number < FEWER_THAN_THREE:
                held |= {"count"}
            assert held == wanted, (template, said)


def test_the_catalogue_holds_nothing_the_code_no_longer_says(catalogue):
    said = {(t.one, t.context) for t in messages.templates()}
    kept = {(m.id[0] if m.pluralizable else m.id, m.context or "") for m in catalogue if m.id}
    assert kept <= said, "run `make messages`"


def test_placeholders_are_plain_names():
    for template in messages.templates():
        for text in (template.one, template.plural):
            assert all(re.fullmatch(r"[a-z_]+", name) for name in placeholders(text)), text
            assert not any(spec for _, _, spec, _ in Formatter().parse(text)), text


def test_commands_and_marks_are_kept_as_they_are(catalogue):
    for template in messages.templates():
        typed = set(re.findall(r"`[^`]*`|(?<!\w)--[a-z-]+", template.one))
        for said in translated(catalogue, template):
            assert typed <= set(re.findall(r"`[^`]*`|(?<!\w)--[a-z-]+", said)), (template, said)


@pytest.mark.parametrize(
    ("code", "template"),
    [
        ('N_("One")', Template("One")),
        ('counted(N_("One"), N_("{count} all"), 3)', Template("One", plural="{count} all")),
        ('one, many = N_("One"), N_("{count} all")', Template("One", plural="{count} all")),
        ('phrase_of("mission", "closed")', Template("closed", context="mission")),
    ],
)
def test_templates_are_found_where_they_are_marked(tmp_path, code, template):
    (tmp_path / "spoken.py").write_text(code + "\n")
    assert list(messages.templates(tmp_path)) == [template]


def test_the_glossary_calls_things_as_the_catalogue_does():
    glossary = (messages.CODE.parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", glossary, re.MULTILINE)
    with (messages.LOCALES / "ar" / "LC_MESSAGES" / "najda.po").open("rb") as source:
        said = {m.id: m.string for m in read_po(source, locale="ar") if m.id and not m.context}
    shared = {term: arabic for term, arabic in rows if term in said}
    assert len(shared) > 10
    for term, arabic in shared.items():
        assert said[term].removeprefix("ال") == arabic.removeprefix("ال"), term
