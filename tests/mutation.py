"""Ask of the tests whether they would see a defect: change one thing in the code of a room, run the room's tests, count.

    python tests/mutation.py [ROOM ...] [--sample 40] [--seed 1] [--seconds 500] [--report mutants.txt]

Changes are made by cosmic-ray (`pip install cosmic-ray coverage`), in a copy of the checkout; of each room as many as `--sample`
says are drawn by the seed, at most one a row of code, and tried for so many seconds. A change after which every test is still green
has survived: either no test speaks of what that row does, or the change makes no difference. The report lists those.

The tests of a room stand in `TESTS`: those that speak of it alone, not those of whole pages, which see more and tell less. They
are run once unchanged, and it is noted which test runs which row; a change is then shown to those that run its row alone, the
quickest first, and to no other as soon as one has failed. A row that runs when its module is loaded is shown to all.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

if TYPE_CHECKING:
    from coverage import CoverageData

ROOT = Path(__file__).resolve().parent.parent
# Room by room: the files that are changed, below `epubmaker/`, and the tests that are to see it.
TESTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clean": (
        ("clean/*.py", "text/cleaning.py", "text/tables.py"),
        ("test_clean_text.py", "test_markdown.py"),
    ),
    "segment": (("segment/*.py",), ("test_segment_*.py",)),
    "arrange": (("arrange/*.py", "arrange/spaced/*.py"), ("test_spaced.py", "test_inner_bylines.py")),
    "order": (("order/*.py",), ("test_order_*.py", "test_segment_wrapped.py")),
    "label": (("label/*.py",), ("test_label_*.py", "test_masthead_*.py", "test_restore_bylines.py")),
    "articles": (
        ("articles/*.py",),
        ("test_articles_*.py", "test_reconstruct_titles.py", "test_markdown.py"),
    ),
    "titles": (
        ("label/title*.py", "label/crossheads.py", "layout/titles.py"),
        ("test_label_*.py", "test_reconstruct_titles.py", "test_layout*.py"),
    ),
    "roles": (
        ("roles/*.py",),
        ("test_roles_*.py", "test_reconstruct_titles.py", "test_articles_*.py"),
    ),
    "layout": (("layout/*.py",), ("test_layout*.py", "test_readers_digital.py")),
    "restore": (("restore/*.py", "restore/rules/*.py"), ("test_restore_*.py",)),
    "convert": (("convert/*.py",), ("test_convert_*.py",)),
    "typeset": (("typeset/*.py",), ("test_typeset_*.py",)),
}
# Operators whose changes make no difference where annotations are not run and values are compared, or are no defect anybody makes:
# `|` stands in annotations, `is` beside constants; dataclasses and caches are the decorators.
LEFT_OUT = ("Bit", "Shift", "_Is", "ReplaceComparisonOperator_Is", "RemoveDecorator", "Variable", "Invert")
TIME = 10.0  # a run that takes so many times what it takes unchanged has been caught: it would never end


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: where it stands, what it is, and whether a test has seen it."""

    path: str
    row: int
    change: str
    seen: bool


def copied(folder: Path) -> Path:
    """Copy what git knows of the checkout, as it is on disk, and return where."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            target.write_bytes((ROOT / name).read_bytes())
    return folder


def drawn(room: str, sample: int, seed: int) -> list[object]:
    """Return a sample of the changes that cosmic-ray can make to a room, one a row of code at most."""
    from cosmic_ray.commands import init  # noqa: PLC0415  (nobody else needs it)
    from cosmic_ray.work_db import WorkDB, use_db  # noqa: PLC0415

    modules = sorted({path for pattern in TESTS[room][0] for path in Path("epubmaker").glob(pattern)})
    idle = {path: prose(path) for path in modules}
    with use_db(f"{room}.sqlite", WorkDB.Mode.create) as work:
        init(modules, work, {})
        found = [item.mutations[0] for item in work.work_items]
    found = [
        one
        for one in found
        if one.start_pos[0] not in idle[Path(one.module_path)]
        and not any(part in one.operator_name for part in LEFT_OUT)
    ]
    found.sort(key=lambda one: (str(one.module_path), one.start_pos, one.operator_name, one.occurrence))
    random.Random(f"{seed} {room}").shuffle(found)
    rows: dict[tuple[str, int], object] = {}
    for one in found:
        rows.setdefault((str(one.module_path), one.start_pos[0]), one)
    return list(rows.values())[:sample]


def prose(path: Path) -> set[int]:
    """Return the rows of a module that are imports, definitions' heads and annotated fields: nothing of them is run."""
    rows: set[int] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            rows |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.FunctionDef):
            rows |= set(range(node.lineno, node.body[0].lineno))
    return rows


def tried(room: str, sample: int, seed: int, seconds: float) -> Iterator[Mutant]:
    """Yield what became of each change that was drawn."""
    from cosmic_ray.mutating import mutate_and_test  # noqa: PLC0415
    from cosmic_ray.testing import run_tests  # noqa: PLC0415
    from cosmic_ray.work_item import TestOutcome  # noqa: PLC0415

    files = [str(path) for pattern in TESTS[room][1] for path in sorted(Path("tests").glob(pattern))]
    pytest = "-m pytest -q -m 'not validator' -p no:cacheprovider -p no:xdist"  # no browser, Java or poppler
    Path("rows.rc").write_text("[run]\ndynamic_context=test_function\nsource=epubmaker\ndata_file=rows.db\n")
    start = time.monotonic()
    outcome, said = run_tests(
        f"{sys.executable} -m coverage run --rcfile=rows.rc {pytest} --junitxml=times.xml {' '.join(dict.fromkeys(files))}",
        3600,
    )
    if outcome is not TestOutcome.SURVIVED:
        sys.exit(f"{room}: the tests fail before anything was changed\n{said}")
    limit = TIME * (time.monotonic() - start)
    tests = Tests.noted()
    chosen = drawn(
        room, sample, seed
    )  # of a large room this takes minutes, which are not those of the changes
    start = time.monotonic()
    for spec in chosen:
        if time.monotonic() - start > seconds:
            return
        named = " ".join(tests.of(spec.module_path, spec.start_pos[0]))
        result = mutate_and_test([spec], f"{sys.executable} {pytest} -x {named}", limit)
        change = "\n".join(
            row
            for row in (result.diff or "").splitlines()
            if row[:1] in "+-" and row[:3] not in ("---", "+++")
        )
        seen = result.test_outcome is not TestOutcome.SURVIVED
        yield Mutant(str(spec.module_path), spec.start_pos[0], change, seen)


@dataclass(frozen=True, slots=True)
class Tests:
    """The tests of a room, the quickest first, and which of them run which rows."""

    seconds: dict[str, float]
    data: CoverageData

    @classmethod
    def noted(cls) -> Tests:
        """Return what a run under coverage has left in this folder."""
        from coverage import CoverageData  # noqa: PLC0415

        data = CoverageData("rows.db")
        data.read()
        seconds: dict[str, float] = {}
        for case in ElementTree.parse("times.xml").iter("testcase"):
            name = f"{case.attrib['classname'].split('.')[-1]}.{case.attrib['name'].split('[')[0]}"
            seconds[name] = seconds.get(name, 0.0) + float(case.attrib["time"])
        return cls(dict(sorted(seconds.items(), key=lambda item: item[1])), data)

    def of(self, path: Path, row: int) -> list[str]:
        """Return the tests that run the statement in which a row stands, as pytest names them; all where it runs outside them."""
        contexts = self.data.contexts_by_lineno(str(Path(path).resolve()))
        named = {
            name.split(".", 1)[1] if name.startswith("tests.") else name
            for place in statement(path, row)
            for name in contexts.get(place, ())
        }
        named = set(self.seconds) if not named or "" in named else named
        return [f"tests/{name.replace('.', '.py::')}" for name in self.seconds if name in named]


def statement(path: Path, row: int) -> range:
    """Return the rows of the innermost statement in which a row stands; of one with a body, those of its head."""
    spans = []
    for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if node.lineno <= row <= max(end, node.lineno):
                spans.append(range(node.lineno, max(end, node.lineno) + 1))
    return min(spans, key=len, default=range(row, row + 1))


def main() -> None:
    """Run the rooms that are named, all of them without a name, and print what survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(TESTS), choices=[*TESTS, []], metavar="ROOM")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--seconds", type=float, default=500)
    given = parser.parse_args()
    report = given.report and given.report.resolve()
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        os.chdir(copied(Path(folder)))
        for room in given.rooms:
            mutants = []
            for mutant in tried(room, given.sample, given.seed, given.seconds):
                mutants.append(mutant)
                if not mutant.seen:
                    told(f"{mutant.path}:{mutant.row}\n{mutant.change}\n", report)
            seen = sum(mutant.seen for mutant in mutants)
            told(f"== {room}: {seen} of {len(mutants)} changes were seen by a test\n", report)
        os.chdir(ROOT)


def told(text: str, report: Path | None) -> None:
    """Print a piece of the report, and add it to the file where one is named."""
    print(text, flush=True)
    if report:
        with report.open("a", encoding="utf-8") as stream:
            stream.write(text + "\n")


if __name__ == "__main__":
    main()
