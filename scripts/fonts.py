"""Rebuilds www/fonts/: reduces the Latin subsets that Fontsource publishes on npm to the characters and weights that the page uses.

The result is committed, so no build runs this. In a virtual environment with fonttools 4.68.0 and brotli 1.2.1, npm on PATH:

    python scripts/fonts.py

tests/browser/fonts.spec.ts fails if the page's text has a Latin character that is missing here.
"""

import pathlib
import subprocess
import tarfile
import tempfile

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

FONTS = pathlib.Path(__file__).parent.parent / "www/fonts"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
TEXT = ASCII + "\u00a0§©«»°±²³µ·¹¼½¾×÷ßàáäçèéêëíñóôöøúüÄÅÉÖØÜ–—‘’“”•…′″−"
# Italic serifs are only for the names of quantities, not for text.
SYMBOLS = "".join(filter(str.isalnum, ASCII)) + " '(),./:=+-²–’′″−"
# Characters of the article's formulas, including mathematical italics and their plain forms.
FORMULAS = " 0123456789=+−-(),./∂∑·≈" + "𝐻𝐿𝑑𝑓𝑝𝑞𝑡𝑥𝜃" + "HLdfpqtxθ"

# Package, version, file, characters, weights, output file, new name (the licence reserves the name "Source" for Adobe's own files).
JOBS = [
    ("@fontsource/stix-two-text", "5.3.0", "stix-two-text-latin-400-normal", TEXT, None, "stix-two-text", None),
    ("@fontsource/stix-two-text", "5.3.0", "stix-two-text-latin-400-italic", SYMBOLS, None, "stix-two-text-italic", None),
    ("@fontsource/stix-two-math", "5.3.0", "stix-two-math-latin-400-normal", FORMULAS, None, "stix-two-math-formulas", None),
    ("@fontsource-variable/source-sans-3", "5.3.1", "source-sans-3-latin-wght-normal", TEXT, (400, 600), "playground-sans", "Playground Sans"),
]


def published(package: str, version: str, file: str, folder: str) -> TTFont:
    archive = subprocess.check_output(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, text=True).strip()
    with tarfile.open(pathlib.Path(folder, archive)) as tar:
        return TTFont(tar.extractfile(f"package/files/{file}.woff2"), lazy=False)


def rename(font: TTFont, name: str) -> None:
    for record in list(font["name"].names):
        if record.nameID in (1, 4, 16):
            font["name"].setName(name, record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID in (3, 6, 25):
            font["name"].setName(name.replace(" ", ""), record.nameID, record.platformID, record.platEncID, record.langID)


def main() -> None:
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "ccmp", "ssty"])
    # Keep copyright and licence URL in each file.
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    with tempfile.TemporaryDirectory() as folder:
        for package, version, file, characters, weights, name, family in JOBS:
            font = published(package, version, file, folder)
            subsetter = subset.Subsetter(options)
            subsetter.populate(text=characters)
            subsetter.subset(font)
            if weights:
                font = instancer.instantiateVariableFont(font, {"wght": weights})
            if family:
                rename(font, family)
            to = FONTS / f"{name}.woff2"
            subset.save_font(font, to, options)
            print(f"{to.name}: {to.stat().st_size} bytes")


main()
