"""Patterns that are compiled when they are first asked: they answer as those of `re` do, and each of the house compiles."""

import re
import subprocess
import sys

import pytest
from conftest import ROOT

from epubmaker.text import patterns

ALL = """
import pkgutil, re, sys
import epubmaker
from epubmaker.text import patterns
made = []
late = patterns.compile
patterns.compile = lambda pattern, flags=0: made.append(late(pattern, flags)) or made[-1]
for module in pkgutil.walk_packages(epubmaker.__path__, "epubmaker."):
    if not module.name.startswith(("epubmaker.training", "epubmaker.docs", "epubmaker.__main__")):
        __import__(module.name)
assert not [pattern for pattern in made if "search" in vars(pattern)], "compiled before it was asked"
faulty = []
for pattern in made:
    try:
        pattern.search
    except re.error as fault:
        faulty.append((pattern.pattern, str(fault)))
assert not faulty, faulty
print(len(made))
"""


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (lambda p: p.search("第12版").span(), (1, 3)),
        (lambda p: p.match("第12版"), None),
        (lambda p: p.fullmatch("12")[0], "12"),
        (lambda p: p.findall("1版，23版"), ["1", "23"]),
        (lambda p: [found.start() for found in p.finditer("1版，23版")], [0, 3]),
        (lambda p: p.sub("〇", "1版，23版"), "〇版，〇版"),
        (lambda p: p.subn("〇", "1版", count=1), ("〇版", 1)),
        (lambda p: p.split("甲1乙"), ["甲", "乙"]),
        (lambda p: p.search("一七"), None),
        (lambda p: (p.pattern, p.groups), ("[0-9]+", 0)),
    ],
)
def test_a_late_pattern_answers_as_one_compiled_at_once(asked, answer):
    assert asked(patterns.compile("[0-9]+")) == asked(re.compile("[0-9]+")) == answer


def test_flags_hold_when_it_is_compiled():
    assert patterns.compile("^b$", patterns.MULTILINE | patterns.IGNORECASE).findall("a\nB\nb") == ["B", "b"]
    assert patterns.compile(rb"\xff").search(b"a\xff").start() == 1


def test_a_fault_in_a_pattern_is_told_when_it_is_asked():
    faulty = patterns.compile("(一")
    for _ in range(2):
        with pytest.raises(re.error):
            faulty.search("一")
    with pytest.raises(AttributeError):
        _ = faulty.nothing_of_the_kind


def test_every_pattern_of_the_house_compiles_and_none_before_it_is_asked():
    shown = subprocess.run([sys.executable, "-c", ALL], cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr[-2000:]
    assert int(shown.stdout) > 500
