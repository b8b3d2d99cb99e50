"""Read the app's texts anew and make the files that it loads its languages from.

    python tools/translate.py

Every text in `desktop/` that is to be translated goes into the `.ts` files in
`desktop/translations/`, which people edit, and these become `.qm` files. German holds everything;
English, which the code is written in, only the texts that have a plural. What still lacks a
translation is listed, and the exit status is 1.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import PySide6

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "desktop" / "translations"
TOOLS: Final = Path(PySide6.__file__).parent


def main() -> None:
    """Update every language and list what is missing."""
    missing = []
    for language, options in (("de", []), ("en", ["-pluralonly"])):
        source = FOLDER / f"petsight_{language}.ts"
        update(source, options)
        release(source, source.with_suffix(".qm"))
        missing += [f"{language}: {text}" for text in unfinished(source)]
    if missing:
        sys.exit("not translated yet:\n" + "\n".join(missing))


def update(target: Path, options: list[str]) -> None:
    """Bring a `.ts` file up to date with the code.

    Args:
        target: The file; made if it is not there.
        options: For `lupdate`.
    """
    sources = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "desktop").rglob("*.py"))]
    form = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    _run("lupdate", *form, *options, *sources, "-ts", str(target))


def release(source: Path, target: Path) -> None:
    """Make the file that the app loads.

    Args:
        source: The `.ts` file.
        target: The `.qm` file.
    """
    _run("lrelease", "-silent", str(source), "-qm", str(target))


def unfinished(source: Path) -> Iterator[str]:
    """List the texts of a `.ts` file that lack a translation, or one of its plurals."""
    root = ElementTree.parse(source).getroot()  # noqa: S314 - a file of ours
    for message in root.iter("message"):
        translation = message.find("translation")
        forms = [] if translation is None else list(translation) or [translation]
        whole = forms and all(form.text for form in forms)
        if translation is None or translation.get("type") == "unfinished" or not whole:
            yield message.findtext("source") or ""


def _run(tool: str, *arguments: str) -> None:
    # lupdate writes paths as seen from where it runs.
    subprocess.run([TOOLS / tool, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
