"""What must hold after any hostile case: exit codes, messages, files left, books."""

from __future__ import annotations

import json
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree

from hostile_case import Case

from epubmaker.edition_file import edition_from_dict

Snapshot = dict[str, tuple[object, ...]]
_XML = (".xhtml", ".opf", ".ncx", ".xml", ".svg")
# Controls, format characters that turn a line round, line ends of Unicode, halves of characters.
_RAW = {"Cc", "Cf", "Zl", "Zp", "Cs"}
_DEFECTS = {50, 51, 70}


def snapshot(top: Path) -> Snapshot:
    """All that lies below a folder: kind and permissions, size, hash or target by path."""
    return {str(path.relative_to(top)): _state(path) for path in _below(top)}


def _below(top: Path) -> Iterator[Path]:
    for folder, folders, files in os.walk(top):
        yield from (Path(folder, name) for name in (*folders, *files))


def _state(path: Path) -> tuple[object, ...]:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return ("link", path.readlink())
    if stat.S_ISREG(status.st_mode):
        return (status.st_mode, status.st_size, sha256(path.read_bytes()).hexdigest())
    return (status.st_mode, status.st_rdev)


def check_files(case: Case, before: Snapshot, after: Snapshot, folder: str) -> None:
    """Nothing but the outputs came, went or changed, no input changed, and nothing is left half written."""
    allowed = [os.path.normpath(f"{folder}/{path}") for path in case.out if path]
    links = [f"{folder}/{name}" for name, kind in case.special if kind.startswith("link:")]
    allowed += [
        f"{path}.old" for path in (*allowed, *links)
    ]  # what lay there is kept, beside the name that was given
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    stray = {path for path in changed if not any(_is_within(path, place) for place in allowed)}
    assert not stray, f"changed outside the output: {sorted(stray)[:5]}"
    lost = {path for path in changed & before.keys() if path not in allowed}
    assert not lost, f"changed though they were there before: {sorted(lost)[:5]}"
    halves = [path for path in after if path.endswith(".part")]
    assert not halves, f"half-written files: {halves}"


def _is_within(path: str, place: str) -> bool:
    return path == place or path.startswith(f"{place}/")


def check_messages(case: Case, code: int, stdout: bytes, stderr: bytes) -> None:
    """Check that the exit code is a documented one, and each message a line of ours without anything raw."""
    told = stderr.decode("utf-8", "backslashreplace")
    assert code not in _DEFECTS, f"exit code {code}: {told[:600]}"
    assert code in case.codes, f"exit code {code}: {told[:600]}"
    assert b"Traceback" not in stdout + stderr
    assert b"object at 0x" not in stderr
    lines = told.split("\n")
    assert lines.pop() == ""
    if code:
        assert lines, f"exit code {code} without a word"
    for line in lines:
        assert line.startswith("epubmaker: "), f"not a line of ours: {line[:200]!r}"
        raw = {character for character in line if unicodedata.category(character) in _RAW}
        assert not raw, f"raw characters {raw} in {line[:200]!r}"


def check_report(path: Path, code: int) -> None:
    """Each edition and volume in the report has an outcome that is documented, and the code agrees with them."""
    report = json.loads(path.read_bytes().decode("utf-8"))
    outcomes = report["editions"] + report["volumes"]
    assert report["editions"]
    failures = [outcome["failure"] for outcome in outcomes if outcome["status"] == "failed"]
    for failure in failures:
        assert failure["exit_code"] not in {*_DEFECTS, 41, 42}, failure["trace"] or failure["message"]
        assert not failure["trace"]
    for outcome in outcomes:
        assert outcome["status"] == "failed" or outcome["outputs"]
    assert bool(code) == bool(failures)


def check_books(case: Case, top: Path) -> None:
    """Every book and edition file that was made is whole and well-formed."""
    given = {top / name for name, _ in case.files}
    for path in _below(top):
        if path in given or ".epubmaker" in path.parts or path.is_symlink() or not path.is_file():
            continue
        if path.suffix == ".epub":
            check_epub(path)
        elif path.suffix == ".pdf":
            check_pdf(path.read_bytes())
        elif path.name.endswith(".edition.json"):
            edition_from_dict(json.loads(path.read_bytes().decode("utf-8")))


def check_epub(path: Path) -> None:
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        names = book.namelist()
        assert names[0] == "mimetype"
        assert len(set(names)) == len(names)
        for name in names:
            assert not name.startswith("/")
            assert ".." not in name.split("/")
            if name.endswith(_XML):
                payload = book.read(name)
                assert b"<!ENTITY" not in payload
                tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(payload).iter()}
                assert "script" not in tags


def check_pdf(payload: bytes) -> None:
    """Check that a digest is whole, and draws with numbers only."""
    assert payload.startswith(b"%PDF-")
    assert payload.rstrip().endswith(b"%%EOF")
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", payload, re.DOTALL):
        with suppress(zlib.error):
            drawing = zlib.decompress(stream)
            if drawing.isascii():
                assert not re.search(rb"(?<![\w(])[+-]?(?:nan|inf)(?![\w)])", drawing), (
                    "no number in a drawing"
                )
