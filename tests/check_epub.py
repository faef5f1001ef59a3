"""EPUBCheck on books: `python tests/check_epub.py BOOK...` prints every message and fails on any error or warning."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import distribution, version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")


def messages(books: list[Path], java: str = "java") -> list[str]:
    """Return the fatal errors, errors and warnings that EPUBCheck 5.3 has on books.

    One start of Java does for all where it can compile, as a JDK can.
    """
    assert version("epubcheck").startswith("5.3"), version("epubcheck")
    jar = next(
        file.locate() for file in distribution("epubcheck").files or [] if file.name == "epubcheck.jar"
    )
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=True).stdout
    if "jdk.compiler" not in modules:
        runs = [run(java, "-jar", jar, "--failonwarnings", book) for book in books]
        return [line for ran in runs if ran.returncode for line in (ran.stdout + ran.stderr).splitlines()]
    ran = run(java, "-cp", jar, ROOT / "tests/java/CheckBooks.java", *books)
    verdicts = [line for line in ran.stdout.splitlines() if line.startswith("checked ")]
    assert len(verdicts) == len(books), ran.stderr
    return [] if all(line.endswith(" 0") for line in verdicts) else (ran.stdout + ran.stderr).splitlines()


def run(java: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [java, *QUICK, *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C.UTF-8"}
    )


def main(books: list[str]) -> int:
    found = messages([Path(book) for book in books]) if books else ["no book to check"]
    print(*found, sep="\n", end="\n" if found else "")
    print(f"EPUBCheck: {len(books)} books, {len(found)} messages")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
