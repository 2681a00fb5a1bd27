"""Compiles the translation catalogues (.po) to what gettext reads (.mo).

Hatchling runs this for wheels and for editable installs; `make` runs it again when a catalogue
has changed. The compiled files are not kept in git.
"""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("src/najda/locale")


class CatalogueHook(BuildHookInterface):
    def initialize(self, version, build_data):
        compile_catalogues(Path(self.root) / LOCALES)


def compile_catalogues(locales):
    """Write a .mo beside every .po below `locales`; a broken catalogue stops the build."""
    for source in sorted(locales.glob("*/LC_MESSAGES/*.po")):
        language = source.parent.parent.name
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=language, abort_invalid=True)
        for message in catalogue:
            message.flags.discard("python-format")  # "{share} % of" is none: ours have braces
        for message, problems in catalogue.check():
            raise ValueError(f"{source}, message {message.id!r}: {problems[0]}")
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent / LOCALES)
