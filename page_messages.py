"""Brings the pages' own catalogues up to date: `make messages` runs it after `messages.py`.

Templates say `{% translate %}` and `{% blocktranslate %}`, views `gettext` (also as `_`), `gettext_lazy`,
`ngettext` and `pgettext`; phrases for the core's language are marked `N_` as everywhere. Every folder of
pages has a catalogue of its own, `web-<folder>.po`, so that people who build different pages never edit
the same file; what belongs to no folder is in `web.po`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

from messages import CODE, LOCALES, PLURALS, is_whole, marked_in, read, text_of

WEB = CODE / "web"
CATALOGUE = "web"
BELONGS = {"account": "accounts", "mfa": "accounts", "components": "", "static": ""}
"""Folders of templates that are named as a library wants them, and those that everybody uses."""

CALLS = {"_": 1, "gettext": 1, "gettext_lazy": 1, "ngettext": 2, "ngettext_lazy": 2, "pgettext": -1}
_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_CALL = re.compile(rf"\b(n?gettext|pgettext)\(\s*({_STRING})(?:\s*,\s*({_STRING}))?")

Message = tuple[str, str, str]
"""Text, its plural or nothing, its context or nothing."""


def catalogues() -> dict[str, dict[Message, set[str]]]:
    """Return, for each catalogue, its messages and the files that say them."""
    found: dict[str, dict[Message, set[str]]] = {}
    for path in sorted((*WEB.rglob("*.py"), *WEB.rglob("*.html"))):
        source = path.read_text(encoding="utf-8")
        said = _in_code(source) if path.suffix == ".py" else _in_template(source, path.name)
        for message in said:
            where = found.setdefault(_catalogue(path), {}).setdefault(message, set())
            where.add(path.relative_to(CODE.parent).as_posix())
    for name, said in found.items():
        if name != CATALOGUE:  # what everybody's pages say is said once
            found[name] = {
                m: files for m, files in said.items() if m not in found.get(CATALOGUE, {})
            }
    return {name: said for name, said in found.items() if said}


def _catalogue(path: Path) -> str:
    parts = path.relative_to(WEB).parts[:-1]
    folders = parts[1:] if parts[:1] == ("templates",) else parts
    folder = BELONGS.get(folders[0], folders[0]) if folders else ""
    return f"{CATALOGUE}-{folder}" if folder else CATALOGUE


def _in_code(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    for template, _ in marked_in(tree):
        yield template.one, template.plural, template.context
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name), args=[*args]) if name in CALLS:
                texts = [
                    a.value
                    for a in args
                    if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                yield from _message(name.removesuffix("_lazy"), texts)


def _in_template(source: str, name: str) -> Iterator[Message]:
    for call, one, two in _CALL.findall(templatize(source, origin=name)):
        yield from _message(call, [ast.literal_eval(text) for text in (one, two) if text])


def _message(call: str, texts: list[str]) -> Iterator[Message]:
    match call, texts:
        case "pgettext", [context, text]:
            yield text, "", context
        case "ngettext", [one, many]:
            yield one, many, ""
        case (("_" | "gettext"), [text, *_]):
            yield text, "", ""


def update(language: str, name: str, said: dict[Message, set[str]]) -> tuple[int, int]:
    """Write one catalogue anew; return how many messages it has, and how many are not translated."""
    path = LOCALES / language / "LC_MESSAGES" / f"{name}.po"
    known = read(path, language)
    fresh = Catalog(
        locale=language, header_comment="# Najda's pages in another language.", fuzzy=False
    )
    fresh.mime_headers = [("Plural-Forms", PLURALS[language])]
    for (text, plural, context), files in said.items():
        ids = (text, plural) if plural else text
        before = known.get(text, context or None) if known else None
        kept = before.string if before and before.id == ids else None
        fresh.add(ids, kept, [(file, None) for file in sorted(files)], context=context or None)
    path.write_text(text_of(fresh), encoding="utf-8")
    return len(fresh), sum(not is_whole(message.string) for message in fresh if message.id)


if __name__ == "__main__":
    for language in sorted(folder.name for folder in LOCALES.iterdir()):
        for name, said in catalogues().items():
            count, missing = update(language, name, said)
            print(f"{language} {name}: {count} messages, {missing} not translated")
