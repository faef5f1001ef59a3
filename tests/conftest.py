"""What tests share: the seeds, small editions made by hand, and the rule on missing validators."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from epubmaker.process import use_one_thread

# Before numpy is loaded: as many processes run as there are cores, and threads of numpy that wait for one another would take a
# third of their time.
use_one_thread()

from epubmaker.model import (  # noqa: E402
    Article,
    Block,
    Byline,
    Diagnostic,
    Edit,
    Edition,
    Furniture,
    Masthead,
    SeamNote,
    SourceInfo,
    Span,
)

os.environ["EPUBMAKER_LANGUAGE"] = (
    "en"  # what tests read is told in English, whatever the locale of who runs them
)
# Compiled modules are kept, whatever the caller's habit: hundreds of tests start a Python of their own, and compiling everything
# for each takes half a second of its one.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# How long an example takes to be drawn says how busy the machine is, and nothing of the house.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
ROOT = Path(__file__).resolve().parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


# Files with tests of many seconds. They go first, so that no process is left alone with one of them at the end.
LONG = (
    "test_pdf_valid.py",
    "test_pdf_volume.py",
    "test_interrupted.py",
    "test_floors.py",
    "test_time_bounds.py",
    "test_review_reading.py",
    "test_review_editing.py",
    "test_batch_cluster.py",
    "test_batch_build.py",
    "test_batch_processes.py",
    "test_docs.py",
    "test_epub_valid.py",
    "test_spaced.py",
    "test_training_pages.py",
)
AT_ONCE = 12  # tests that a process is given at a time


def pytest_configure(config):
    """Hand out tests in small parts where several processes share them."""
    if getattr(config.option, "maxschedchunk", 0) is None:
        config.option.maxschedchunk = AT_ONCE


def pytest_collection_modifyitems(items):
    places = {name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path.name, len(LONG)))


@pytest.fixture(scope="session", autouse=True)
def _no_disk_is_waited_for():
    """Leave out the wait until bytes lie on the disk: no test can see a loss of power. What is no open file is refused as ever."""
    flush, os.fsync = os.fsync, lambda descriptor: os.fstat(descriptor) and None
    yield
    os.fsync = flush


@pytest.fixture(scope="session", autouse=True)
def _covers_are_drawn_once():
    """Keep the covers that are drawn: hundreds of books have the same words on theirs, and half of their time goes into it."""
    from epubmaker.render.epub import finish  # noqa: PLC0415  (not every run makes books)

    draw, drawn = finish.draw_cover, {}

    def kept(text, style, language, *, vertical=False):
        said = (replace(text, cut=list), style, language, vertical)
        if said not in drawn:
            drawn[said] = draw(text, style, language, vertical=vertical)
        return drawn[said]

    finish.draw_cover = kept
    yield
    finish.draw_cover = draw


@pytest.fixture(scope="module", autouse=True)
def _no_browser_outlives_its_module():
    yield
    if "review_browser" in sys.modules:
        sys.modules["review_browser"].close_browser()


# The browser without its windows draws the same pages by half the processor time, and is taken where it is.
BARE = {"chromium": "chromium-headless-shell"}


@pytest.fixture
def tool():
    """Return what gives the path of an external validator: a visible skip without it, a failure in CI."""

    def find(name: str) -> str:
        path = shutil.which(BARE.get(name, name)) or shutil.which(name)
        if path is None:
            if os.environ.get("CI"):
                pytest.fail(f"{name} is missing; CI must have it")
            pytest.skip(f"{name} is not installed")
        return path

    return find


def needed(module: str):
    """Return an optional library: a visible skip without it, a failure in CI."""
    if os.environ.get("CI"):
        return import_module(module)
    return pytest.importorskip(module)


@pytest.fixture(params=SEEDS, ids=lambda path: path.stem[:3])
def seed(request) -> Path:
    return request.param


@pytest.fixture
def edition() -> Edition:
    """Return an edition with one of everything."""
    return Edition(
        source=SourceInfo("page.txt", "0" * 64, "gb18030", 120),
        language="zh-Hans",
        masthead=Masthead(
            title="河东日报",
            publisher="河东报社",
            date=date(2021, 3, 4),
            weekday="星期四",
            issue_number=88,
            page="A1",
            evidence=(("date", (Span(4, 13),)),),
            inferred=("weekday",),
        ),
        articles=(
            Article(
                id="a1",
                kind="article",
                headline="春耕时节忙",
                kicker="各地抓住晴好天气",
                bylines=(Byline("记者", ("李明", "王强"), 0.8, "■记者 李明 王强", (Span(30, 39),)),),
                dateline="本报讯",
                blocks=(
                    Block(
                        "paragraph",
                        "本报讯 昨天放晴。",
                        (Span(40, 44), Span(60, 65)),
                        "A1",
                        (SeamNote(4, 0.7, True),),
                    ),
                    Block("crosshead", "机器下田", (Span(44, 48),)),
                    Block("paragraph", "农机手说，今年", (Span(48, 55),), truncated=True),
                ),
                confidence=0.9,
                evidence=(("headline", (Span(20, 25),)),),
            ),
            Article(id="a2", kind="photo", blocks=(Block("caption", "田间。", (Span(70, 73),)),)),
        ),
        furniture=(Furniture("masthead", "河东日报 2021年3月4日", (Span(0, 13),), "A1"),),
        unplaced=(Furniture("body", "的", (Span(80, 81),)),),
        diagnostics=(Diagnostic("warning", "seam-unsure", "两行之间不确定", (Span(44, 60),)),),
        edits=(Edit(Span(43, 44), ",", "，", "punctuation", 0.99),),
    )
