"""EPUBCheck 5.3 on books of every kind, and on all fuzzed ones."""

from __future__ import annotations

import os
import subprocess
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from conftest import ROOT
from epub_samples import fuzzed, of_kinds, sample

from epubmaker.render.epub import EpubOptions, render_epub, render_volume

pytestmark = pytest.mark.validator


def books() -> dict[str, bytes]:
    hans, hant = sample(pages=True), sample("zh-Hant-TW")
    return {
        "plain": render_epub(sample()),
        "pages": render_epub(hans, EpubOptions(evaluated_by="河东图书馆")),
        "vertical": render_epub(hant, EpubOptions(vertical=True, notes=True, theme="modern")),
        "fonts": render_epub(hans, EpubOptions(embed_fonts=True, vertical=True)),
        "index": render_epub(hans, EpubOptions(index=True, notes=True)),
        "kinds": render_epub(of_kinds(), EpubOptions(index=True, notes=True)),
        "sides": render_epub(hans, EpubOptions(facing="s2t", citations=True, line_numbers=True, notes=True)),
        "sides-vertical": render_epub(
            hant, EpubOptions(facing="t2s", vertical=True, theme="archive", index=True)
        ),
        "volume": render_volume([hans, hant], EpubOptions(notes=True)),
        "strange-volume": render_volume(fuzzed().values(), EpubOptions(vertical=True)),
        **{name: render_epub(edition, EpubOptions(notes=True)) for name, edition in fuzzed().items()},
    }


def test_every_book_is_valid(tool, tmp_path):
    java = tool("java")
    paths = []
    for name, payload in books().items():
        paths.append(tmp_path / f"{name}.epub")
        paths[-1].write_bytes(payload)
    assert len(paths) == 34
    assert check(java, paths) == []


def check(java: str, paths: list[Path]) -> list[str]:
    """Return what EPUBCheck says of the books; one start of Java does for all where it can compile, as a JDK can."""
    assert version("epubcheck").startswith("5.3")
    jar = next(
        Path(file.locate()) for file in distribution("epubcheck").files or [] if file.name == "epubcheck.jar"
    )
    quick = [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    modules = subprocess.run([java, "--list-modules"], capture_output=True, text=True, check=True).stdout
    if "jdk.compiler" not in modules:
        runs = [run([*quick, "-jar", str(jar), "--failonwarnings", str(path)]) for path in paths]
        return [line for ran in runs if ran.returncode for line in (ran.stdout + ran.stderr).splitlines()]
    ran = run([*quick, "-cp", str(jar), str(ROOT / "tests" / "java" / "CheckBooks.java"), *map(str, paths)])
    verdicts = [line for line in ran.stdout.splitlines() if line.startswith("checked ")]
    assert len(verdicts) == len(paths), ran.stderr
    return [] if all(line.endswith(" 0") for line in verdicts) else (ran.stdout + ran.stderr).splitlines()


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
