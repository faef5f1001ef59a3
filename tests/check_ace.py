"""Run DAISY Ace on books, two at a time, and fail on any violation.

python tests/check_ace.py ACE BOOK.epub ...
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_ONCE = 2
# The first takes half the processor time of the second for the same pages.
BROWSERS = ("chromium-headless-shell", "chromium")
NO_REPORT = "no report"


def violations(ace: str, book: Path) -> list[str]:
    """Return what Ace finds wrong with a book."""
    with tempfile.TemporaryDirectory() as folder:
        browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or next(
            filter(None, map(shutil.which, BROWSERS)), ""
        )
        run = subprocess.run(
            [ace, "-E", "-s", "-f", "-o", folder, str(book)],
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        report = Path(folder, "report.json")
        if not report.exists():
            return [f"{NO_REPORT}: {run.stdout[-500:]} {run.stderr[-500:]}"]
        documents = json.loads(report.read_text(encoding="utf-8"))["assertions"]
    return [
        f"{document['earl:testSubject']['url']}: {check['earl:test']['dct:title']}"
        for document in documents
        for check in document["assertions"]
        if check["earl:result"]["earl:outcome"] == "fail"
    ]


def main() -> int:
    """Check every book named and print a line for each."""
    ace, *books = sys.argv[1:]
    failed = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(lambda book: violations(ace, Path(book)), books))
    for book, found in zip(books, told, strict=True):
        if any(
            one.startswith(NO_REPORT) for one in found
        ):  # two may have wanted the same port: once more, alone
            found[:] = violations(ace, Path(book))
        failed += bool(found)
        print(f"{Path(book).parent.name}/{Path(book).name}: {len(found)} violations")
        for violation in found[:5]:
            print(f"    {violation}")
    print(f"{len(books) - failed} of {len(books)} books without violation")
    return 1 if failed or not books else 0


if __name__ == "__main__":
    sys.exit(main())
