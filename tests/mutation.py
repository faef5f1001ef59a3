"""Ask of the tests whether they would see a defect: change one thing in the code of a room, run the room's tests, count.

    python tests/mutation.py [ROOM ...] [--sample 40] [--seed 1] [--seconds 500] [--report mutants.txt]
    python tests/mutation.py --again mutants.txt

Changes are those of cosmic-ray (`pip install cosmic-ray coverage`); of each room as many as `--sample` says are drawn by the seed,
at most one a row of code, and tried for so many seconds. A change after which every test is still green has survived: either no
test speaks of what that row does, or the change makes no difference. The report lists those. `--again` tries the changes that stand
in a report once more, and says of each which test sees it; it ends with 1 where one is seen by none.

The tests of a room stand in `TESTS`: those that speak of it alone, not those of whole pages, which see more and tell less. They
are run once unchanged, and it is noted which test runs which row; a change is then shown to those that run its row alone, the
quickest first, and to no other as soon as one has failed. A row that runs when its module is loaded is shown to all.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import sys
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import pytest
from mutants import UNSEEN, Change, Trial, in_child, read_changes

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
LEFT_OUT = (
    "Bit",
    "Shift",
    "_Is",
    "RemoveDecorator",
    "Variable",
    "Invert",
    "Mod",
    "Pow",
    "FloorDiv",
    "Exception",
)
FOREVER = 1e6  # seconds


def drawn(room: str, sample: int, seed: int) -> Iterator[Change]:
    """Yield a sample of the changes that cosmic-ray can make to a room, one a row of code at most."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path  # noqa: PLC0415  (nobody else needs it)
    from cosmic_ray.mutating import mutate_code  # noqa: PLC0415
    from cosmic_ray.plugins import get_operator, operator_names  # noqa: PLC0415

    kinds = [get_operator(name) for name in operator_names() if not any(part in name for part in LEFT_OUT)]
    operators = [kind() for kind in kinds if not kind.arguments()]
    rows: dict[tuple[Path, int], list[tuple[object, int]]] = {}
    for path in files_of(room):
        idle, nodes = prose(path), list(ast_nodes(get_ast_from_path(path)))
        for operator in operators:
            places = (start[0] for node in nodes for start, _ in operator.mutation_positions(node))
            for occurrence, row in enumerate(places):
                if row not in idle:
                    rows.setdefault((path, row), []).append((operator, occurrence))
    chance = random.Random(f"{seed} {room}")
    chosen = sorted(rows)
    chance.shuffle(chosen)
    for path, row in chosen[:sample]:
        operator, occurrence = chance.choice(rows[path, row])
        text = path.read_text(encoding="utf-8")
        yield change(path, text, mutate_code(text, operator, occurrence))


def files_of(room: str) -> list[Path]:
    """Return the modules of a room."""
    return sorted({path for pattern in TESTS[room][0] for path in Path("epubmaker").glob(pattern)})


def change(path: Path, text: str, changed: str) -> Change:
    """Return the rows in which a text and its changed form differ."""
    old, new = text.splitlines(), changed.splitlines()
    parts = [
        part for part in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if part[0] != "equal"
    ]
    (start, end), (begin, stop) = (parts[0][1], parts[-1][2]), (parts[0][3], parts[-1][4])
    return Change(str(path), start + 1, tuple(old[start:end]), tuple(new[begin:stop]))


def prose(path: Path) -> set[int]:
    """Return the rows of a module that are imports, heads of definitions and fields of classes: no function runs them."""
    rows: set[int] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            rows |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
        elif isinstance(node, ast.FunctionDef):
            rows |= set(range(min(part.lineno for part in (node, *node.decorator_list)), node.body[0].lineno))
        elif isinstance(node, ast.ClassDef):
            rows |= {row for part in node.decorator_list for row in range(part.lineno, node.lineno)}
            fields = [part for part in node.body if not isinstance(part, (ast.FunctionDef, ast.ClassDef))]
            rows |= {row for part in fields for row in range(part.lineno, (part.end_lineno or 0) + 1)}
    return rows


def tried(room: str, changes: Iterable[Change], seconds: float) -> list[tuple[Change, str]]:
    """Return what became of each change that was shown to the tests of a room."""
    files = [str(path) for pattern in TESTS[room][1] for path in sorted(Path("tests").glob(pattern))]
    folders = tuple(sorted({str(path.parent) for path in files_of(room)}))
    trial = Trial(changes, folders, seconds)
    options = ["-q", "-s", "-m", "not validator", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-summary"]
    code = pytest.main([*options, *dict.fromkeys(files)], [trial])
    if code not in (0, 5):
        sys.exit(f"{room}: pytest ended with {code}")
    return trial.told


def room_of(path: str) -> str:
    """Return the room in which a module stands."""
    return next((room for room in TESTS if Path(path) in files_of(room)), "")


def main() -> None:
    """Run the rooms that are named, all of them without a name, and print what survived; or the changes of a report again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=[], choices=[*TESTS, []], metavar="ROOM")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--seconds", type=float, default=500)
    given = parser.parse_args()
    if not (find_spec("coverage") and find_spec("cosmic_ray")):
        parser.error("pip install cosmic-ray coverage")
    report, again = (path and path.resolve() for path in (given.report, given.again))
    os.environ["OMP_NUM_THREADS"] = "1"
    os.chdir(ROOT)
    if again:
        sys.exit(repeat(list(read_changes(again)), report))
    for room in given.rooms or TESTS:
        answers = in_child(
            lambda room=room: tried(room, drawn(room, given.sample, given.seed), given.seconds), FOREVER
        )
        if not isinstance(answers, list):
            sys.exit(f"{room}: {answers}")
        for mutant, said in answers:
            if said == UNSEEN:
                told(f"{mutant}\n", report)
        seen = sum(said != UNSEEN for _, said in answers)
        told(f"== {room}: {seen} of {len(answers)} changes were seen by a test\n", report)


def repeat(changes: list[Change], report: Path | None) -> int:
    """Try the changes of a report again, say which test sees each, and return 1 where one is seen by none."""
    rooms: dict[str, list[Change]] = {}
    gone = [one for one in changes if one.placed() is None]
    for one in filter(None, (one.placed() for one in changes)):
        rooms.setdefault(room_of(one.path), []).append(one)
    missed = 0
    for room, asked in rooms.items():
        answers = in_child(lambda room=room, asked=asked: tried(room, asked, FOREVER), FOREVER)
        if not isinstance(answers, list):
            sys.exit(f"{room}: {answers}")
        for mutant, said in answers:
            told(f"{mutant}\n= {said}\n", report)
        missed += sum(said == UNSEEN for _, said in answers)
    for one in gone:
        told(f"{one}\n= these rows are no more\n", report)
    told(f"== {len(changes) - missed - len(gone)} of {len(changes)} changes were seen by a test", report)
    return int(missed > 0)


def told(text: str, report: Path | None) -> None:
    """Print a piece of the report, and add it to the file where one is named."""
    print(text, flush=True)
    if report:
        with report.open("a", encoding="utf-8") as stream:
            stream.write(text + "\n")


if __name__ == "__main__":
    main()
