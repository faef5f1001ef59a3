"""Names of output files: safe on every system, inside the output folder, never the same twice."""

import ntpath
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from epubmaker.batch.names import distinct_names, folded, safe_name
from epubmaker.batch.tasks import plan_tasks
from epubmaker.errors import InputFolderEmptyError


@pytest.mark.parametrize("stem", ["000_78004bad", "平湖版 第1版", "嘉興日報（平湖版）", "a.b.c", "Ｎo.３"])
def test_good_names_stay(stem):
    assert safe_name(stem) == stem


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("CON", "_CON"),
        ("nul.tar", "_nul.tar"),
        ("com1", "_com1"),
        ("a/b\\c:d", "a_b_c_d"),
        ("..", None),
        ("...", None),
        ("tail. . ", "tail"),
        ("new\nline\x07", "new_line_"),
        ("\u202etxt.exe", "_txt.exe"),
        ("\udcff", "?".replace("?", "_")),
        ("", None),
    ],
)
def test_bad_names_are_mended(stem, name):
    assert safe_name(stem) == name if name else safe_name(stem).startswith("edition-")


def test_long_names_are_cut_and_stay_apart():
    one, two = safe_name("报" * 300 + "一"), safe_name("报" * 300 + "二")
    assert one != two
    assert len(one.encode()) <= 200


def is_reserved(name):
    reserved = getattr(ntpath, "isreserved", None)  # Python 3.13
    return reserved(name) if reserved else PureWindowsPath(name).is_reserved()


@given(st.text(max_size=300))
def test_every_name_is_safe(stem):
    name = safe_name(stem)
    assert PurePosixPath(name).name == name
    assert PureWindowsPath(name).name == name
    assert not is_reserved(name)
    assert len(name.encode("utf-8")) <= 200
    assert name not in {".", ".."}
    assert safe_name(name) == name


def test_namesakes_get_different_names():
    assert folded("NEWS") == folded("news")
    one, two, three = distinct_names([("news", "a/news.txt"), ("NEWS", "b/NEWS.txt"), ("other", "c")], [])
    assert folded(one) != folded(two)
    assert three == "other"


def texts_in(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("好", encoding="utf-8")


def test_a_folder_gives_its_texts_in_order_and_keeps_subfolders(tmp_path):
    texts_in(
        tmp_path,
        "b.txt",
        "a.TXT",
        "README.txt",
        "readme.md",
        ".hidden.txt",
        ".git/x.txt",
        "1990/01/02.txt",
        "c.pdf",
    )
    assert [task.name for task in plan_tasks([tmp_path])] == ["1990/01/02", "a", "b", "c"]


LITTER = [
    "~$a.txt",  # Word and WPS, while a.txt is open
    ".~lock.a.txt#",  # LibreOffice
    "._a.txt",  # macOS, on a disk of another system
    "__MACOSX/._a.txt",  # the same in an archive that was packed there
    "__MACOSX/a.txt",
    "Thumbs.db",
    "desktop.ini",
    ".DS_Store",
    "$RECYCLE.BIN/$R1.txt",
    "@eaDir/a.txt",
    "~$b.pdf",
]


def test_what_programs_leave_in_a_folder_is_no_edition(tmp_path):
    texts_in(tmp_path, "a.txt", "sub/b.txt", *LITTER, *(f"sub/{name}" for name in LITTER))
    assert [task.name for task in plan_tasks([tmp_path])] == ["a", "sub/b"]


def test_names_that_only_look_like_litter_are_editions(tmp_path):
    names = ["$a.txt", "@a.txt", "a~.txt", "desktop.ini.txt", "lock.a.txt", "thumbs.txt", "~a.txt"]
    texts_in(tmp_path, *names)
    assert [task.paths[0].name for task in plan_tasks([tmp_path])] == sorted(names)


def test_a_folder_of_litter_alone_is_one_without_texts(tmp_path):
    texts_in(tmp_path, *LITTER)
    with pytest.raises(InputFolderEmptyError, match=r"no \.txt"):
        plan_tasks([tmp_path])


def test_litter_among_named_files_is_passed_over_as_a_shell_names_it(tmp_path):
    texts_in(tmp_path, "a.txt", ".b.txt", *LITTER)
    named = sorted(tmp_path.iterdir())
    assert [task.name for task in plan_tasks(named)] == ["b", "a"], "a hidden file that is named is meant"
    lone = tmp_path / "~$a.txt"
    assert [task.paths for task in plan_tasks([lone])] == [(lone,)], "nothing else is named, so it is meant"


def test_pages_of_other_kinds_that_a_folder_holds_are_named_once(tmp_path):
    texts_in(
        tmp_path,
        "a.txt",
        "a.jpg",
        "b.md",
        "notes.docx",
        "c.media/0.png",
        "sub/scan.TIF",
        "x.xml",
        "y.png",
        "z.png",
    )
    first, second = plan_tasks([tmp_path])
    (said,) = first.notes
    assert "left out: 4 (" in said
    assert "scan.TIF, x.xml, y.png ..." in said, "a.jpg is the picture of a text, and c.media is an edition's"
    assert second.notes == ()


def test_a_folder_of_texts_alone_has_nothing_to_be_told(tmp_path):
    texts_in(tmp_path, "a.txt", "b.pdf", "b.tif", "notes.docx", "Thumbs.db")
    assert all(task.notes == () for task in plan_tasks([tmp_path]))


def test_the_same_file_named_twice_is_built_once(tmp_path):
    texts_in(tmp_path, "a.txt", "b.txt")
    assert [task.name for task in plan_tasks([tmp_path / "b.txt", tmp_path])] == ["b", "a"]


def test_colliding_names_stay_apart(tmp_path):
    texts_in(tmp_path, "x/news.txt", "y/NEWS.txt", "y/other.txt")
    tasks = plan_tasks([tmp_path / "x/news.txt", tmp_path / "y/NEWS.txt", tmp_path / "y/other.txt"])
    names = [folded(task.name) for task in tasks]
    assert len(set(names)) == 3
    assert names[2] == "other"


def test_missing_files_are_left_to_their_turn(tmp_path):
    assert [task.name for task in plan_tasks([tmp_path / "none.txt", "x\0y"])] == ["none", "x_y"]


def test_a_folder_without_texts_is_refused(tmp_path):
    with pytest.raises(InputFolderEmptyError, match=r"no \.txt"):
        plan_tasks([tmp_path])


def test_the_books_of_an_edition_file_are_named_after_it(tmp_path):
    assert plan_tasks([tmp_path / "a.edition.json"])[0].name == "a"
