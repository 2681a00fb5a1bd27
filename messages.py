"""Brings the translation catalogues up to date with the code: `make messages`.

Reads every template marked in src/najda: `N_("…")`, `phrase_of("context", "…")`, and, where two marked
templates stand together as `counted(N_("one"), N_("many"), …)` or as a pair, a template with its plural.
What is no longer said is dropped; what is new stands in the catalogue with an empty translation.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

CODE = Path(__file__).parent / "src" / "najda"
LOCALES = CODE / "locale"
PLURALS = {  # as CLDR orders them: zero, one, two, few (3–10), many (11–99), other (100, 101, 102 …)
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
}


class Template(NamedTuple):
    """A template in the code. `plural` and `context` are empty for most."""

    one: str
    plural: str = ""
    context: str = ""


def templates(code: Path = CODE) -> dict[Template, list[tuple[str, int]]]:
    """Return every template in the code, with the files and lines that say it."""
    found: dict[Template, list[tuple[str, int]]] = {}
    for path in sorted(code.rglob("*.py")):
        if path.is_relative_to(code / "web"):
            continue  # pages have catalogues of their own: see page_messages.py
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for template, line in marked_in(tree):
            found.setdefault(template, []).append((str(path.relative_to(code.parent)), line))
    paired = {part for t in found if t.plural for part in (t.one, t.plural)}
    return {t: where for t, where in found.items() if t.plural or t.context or t.one not in paired}


def marked_in(tree: ast.AST) -> Iterator[tuple[Template, int]]:
    for node in ast.walk(tree):
        match node:
            case (
                ast.Call(func=ast.Name(id="counted"), args=[one, many, *_])
                | ast.Tuple(elts=[one, many])
            ):
                first, second = _marked(one), _marked(many)
                if first and second and "{count}" in second:
                    yield Template(first, plural=second), node.lineno
            case ast.Call(
                func=ast.Name(id="phrase_of"),
                args=[ast.Constant(value=str(context)), ast.Constant(value=str(text)), *_],
            ):
                yield Template(text, context=context), node.lineno
        if text := _marked(node):
            yield Template(text), node.lineno


def _marked(node: ast.AST) -> str | None:
    match node:
        case ast.Call(func=ast.Name(id="N_"), args=[ast.Constant(value=str(text))]):
            return text
    return None


def update(language: str) -> tuple[int, int]:
    """Write the language's catalogue anew from the code; return how many templates it has, and how many
    of them are not translated."""
    path = LOCALES / language / "LC_MESSAGES" / "najda.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    known = read(path, language)
    fresh = Catalog(locale=language, header_comment="# Najda in another language.", fuzzy=False)
    fresh.mime_headers = [("Plural-Forms", PLURALS[language])]
    for template, places in templates().items():
        ids = (template.one, template.plural) if template.plural else template.one
        before = known.get(template.one, template.context or None) if known else None
        kept = before.string if before and before.id == ids else None
        context, files = template.context or None, [(name, None) for name, _ in places]
        flags = ["python-brace-format"] if "{" in template.one + template.plural else []
        added = fresh.add(ids, kept, dict.fromkeys(files), flags=flags, context=context)
        added.flags.discard("python-format")  # Babel takes "{share} % of" for one
    path.write_text(text_of(fresh), encoding="utf-8")
    return len(fresh), sum(not is_whole(message.string) for message in fresh if message.id)


def text_of(catalogue: Catalog) -> str:
    """Return the catalogue as text that changes only where its contents do."""
    out = BytesIO()
    write_po(out, catalogue, width=100, sort_output=True, include_lineno=False)
    kept = ('"Language:', '"Plural-', '"n%', '"MIME', '"Content')
    head, *rest = out.getvalue().decode().split("\n\n", 1)
    lines = [line for line in head.split("\n") if line.startswith(kept) or line[:1] != '"']
    return "\n\n".join(["\n".join(lines), *rest])


def read(path: Path, language: str) -> Catalog | None:
    if not path.exists():
        return None
    with path.open("rb") as source:
        return read_po(source, locale=language)


def is_whole(said: str | tuple[str, ...]) -> bool:
    return all(said) if isinstance(said, tuple | list) else bool(said)


if __name__ == "__main__":
    for folder in sorted(LOCALES.iterdir()):
        count, missing = update(folder.name)
        print(f"{folder.name}: {count} templates, {missing} not translated")
