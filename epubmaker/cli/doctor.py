"""`epubmaker doctor`: whether everything is here that books are made with."""

from __future__ import annotations

import hashlib
import locale
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from re import match
from tempfile import TemporaryDirectory
from typing import Literal

import click

from epubmaker.cli.help import Sectioned
from epubmaker.cli.output import deliver
from epubmaker.errors import EpubmakerError
from epubmaker.resources import data_file, folder
from epubmaker.version import __version__

State = Literal["ok", "absent", "wrong"]
DISTRIBUTION = "epubmaker-zh"
# What an extra is for, and the module that shows whether it is installed.
EXTRAS = {
    "ocr": ("scans", "rapidocr"),
    "review": ("corrections on the page, review --edit", "starlette"),
    "evaluate": ("figures beside a gold edition", "rapidfuzz"),
    "dask": ("several machines", "distributed"),
}
SHOWN = {"ok": "ok", "absent": "-", "wrong": "WRONG"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one thing: whether books can be made with it, and what to do where not."""

    state: State
    thing: str
    said: str


@click.command(
    "doctor",
    cls=Sectioned,
    examples=("epubmaker doctor", "epubmaker doctor && epubmaker build page.txt -o books"),
)
def doctor_command() -> int:
    """Say what epubmaker finds on this machine: versions, libraries, fonts, themes, models, optional extras.

    Ends with 0 where books can be made, with 1 where something that they need is missing or damaged. What is optional never
    counts. Java and a network are not needed for anything.
    """
    found = list(findings())
    wide = max(len(finding.thing) for finding in found)
    deliver("".join(f"{SHOWN[one.state]:5}  {one.thing:{wide}}  {one.said}\n" for one in found), None)
    return int(any(finding.state == "wrong" for finding in found))


def findings() -> Iterator[Finding]:
    """Yield what is found, in the order in which it is shown."""
    yield Finding("ok", "epubmaker", f"{__version__} in {Path(__file__).resolve().parents[1]}")
    yield Finding("ok", "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield Finding("ok", "locale", f"{locale.getlocale()[0] or 'C'}; texts are written as UTF-8 in any")
    yield from _libraries()
    for thing, check in (
        ("fonts", _fonts),
        ("themes", _themes),
        ("models", _models),
        ("conversion", _conversion),
        ("temporary files", _temporary),
    ):
        yield _checked(thing, check)
    yield from _extras()
    yield Finding("ok", "caches", "none of its own; a folder of books keeps its state in OUT/.epubmaker")


def _checked(thing: str, check: Callable[[], str]) -> Finding:
    """Return what a check says, or the error that it ends in."""
    try:
        return Finding("ok", thing, check())
    except EpubmakerError as error:
        return Finding("wrong", thing, str(error))
    except (ImportError, OSError) as error:
        return Finding("wrong", thing, f"{error}; install {DISTRIBUTION} again")


def _libraries() -> Iterator[Finding]:
    """Yield the libraries without which nothing works; those that are there stand on one line."""
    there = []
    for name in sorted(_required()):
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding("wrong", name, f"is not installed: pip install {name}")
    yield Finding("ok", "libraries", ", ".join(there) or "not installed as a package")


def _required() -> set[str]:
    """Return the names of the distributions that the package asks for; none where it is not installed as one."""
    try:
        asked = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return set()
    found = (match(r"[A-Za-z0-9._-]+", line) for line in asked if "extra ==" not in line)
    return {name[0] for name in found if name}


def _fonts() -> str:
    listed = data_file("fonts", "SHA256SUMS").read_text(encoding="ascii").splitlines()
    faces = [line.split() for line in listed if line.endswith(".ttf")]
    changed = [
        name
        for digest, name in faces
        if hashlib.sha256(data_file("fonts", name).read_bytes()).hexdigest() != digest
    ]
    if changed:
        raise OSError(f"{', '.join(changed)}: not the shipped file")
    return f"{len(faces)} faces in {folder('fonts')}, whole"


def _themes() -> str:
    from epubmaker.render.theme import load_theme, theme_names  # noqa: PLC0415  (the help asks for no stage)

    return ", ".join(load_theme(name).name for name in theme_names())


def _models() -> str:
    from epubmaker import read_string, reconstruct  # noqa: PLC0415

    reconstruct(read_string("河东新桥通车\n河东镇昨天举行新桥通车仪式，两岸居民过河\n不再绕路。\n"))
    return "all read; two lines were put together with them"


def _conversion() -> str:
    from epubmaker.convert.engine import configuration_names  # noqa: PLC0415

    return " ".join(configuration_names())


def _temporary() -> str:
    with TemporaryDirectory(prefix="epubmaker-") as place:
        (Path(place) / "probe").write_bytes(b"epubmaker")
        return f"can be written in {Path(place).parent}"


def _extras() -> Iterator[Finding]:
    for name, (purpose, module) in EXTRAS.items():
        thing = f"extra {name}"
        if find_spec(module) is None:
            yield Finding("absent", thing, f"not installed ({purpose}): pip install '{DISTRIBUTION}[{name}]'")
        else:
            yield Finding("ok", thing, f"{module} {_version(module)} ({purpose})")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "of unknown version"
