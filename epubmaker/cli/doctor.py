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

from epubmaker.cli.help import Sectioned, columns
from epubmaker.cli.output import deliver
from epubmaker.cli.speech import current
from epubmaker.errors import EpubmakerError
from epubmaker.messages import Message
from epubmaker.resources import data_file, folder
from epubmaker.version import __version__

State = Literal["ok", "absent", "wrong"]
DISTRIBUTION = "epubmaker-zh"
# What an extra is for, and the module that shows whether it is installed.
EXTRAS = {
    "ocr": (Message("scans"), "rapidocr"),
    "review": (Message("corrections on the page, review --edit"), "starlette"),
    "evaluate": (Message("figures beside a gold edition"), "rapidfuzz"),
    "dask": (Message("several machines"), "distributed"),
}
SHOWN = {"ok": Message("ok"), "absent": Message("-"), "wrong": Message("WRONG")}


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
    say = current().say
    wide = max(columns(say(finding.thing)) for finding in found)
    rows = (
        f"{_padded(say(SHOWN[one.state]), 5)}  {_padded(say(one.thing), wide)}  {say(one.said)}\n"
        for one in found
    )
    deliver("".join(rows), None)
    return int(any(finding.state == "wrong" for finding in found))


def _padded(text: str, wide: int) -> str:
    return text + " " * (wide - columns(text))


def findings() -> Iterator[Finding]:
    """Yield what is found, in the order in which it is shown."""
    yield Finding("ok", "epubmaker", _installed())
    yield Finding("ok", "Python", _running())
    yield Finding(
        "ok",
        Message("locale"),
        Message("{locale}; texts are written as UTF-8 in any", locale=locale.getlocale()[0] or "C"),
    )
    yield from _libraries()
    for thing, check in (
        (Message("fonts"), _fonts),
        (Message("themes"), _themes),
        (Message("models"), _models),
        (Message("conversion"), _conversion),
        (Message("temporary files"), _temporary),
    ):
        yield _checked(thing, check)
    yield from _extras()
    yield Finding(
        "ok",
        Message("caches"),
        Message("none of its own; a folder of books keeps its state in OUT/.epubmaker"),
    )


def _checked(thing: str, check: Callable[[], str]) -> Finding:
    """Return what a check says, or the error that it ends in."""
    try:
        return Finding("ok", thing, check())
    except EpubmakerError as error:
        return Finding("wrong", thing, str(error))
    except (ImportError, OSError) as error:
        return Finding(
            "wrong",
            thing,
            Message(
                "{error}; install {distribution} again", error=Message(str(error)), distribution=DISTRIBUTION
            ),
        )


def _installed() -> str:
    return Message("{version} in {folder}", version=__version__, folder=Path(__file__).resolve().parents[1])


def _running() -> str:
    return Message(
        "{version} on {system}",
        version=platform.python_version(),
        system=f"{platform.system()} {platform.machine()}",
    )


def _libraries() -> Iterator[Finding]:
    """Yield the libraries without which nothing works; those that are there stand on one line."""
    there = []
    for name in sorted(_required()):
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Finding("wrong", name, Message("is not installed: pip install {name}", name=name))
    yield Finding("ok", Message("libraries"), ", ".join(there) or Message("not installed as a package"))


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
        raise OSError(Message("{changed}: not the shipped file", changed=", ".join(changed)))
    return Message("{count} faces in {folder}, whole", count=len(faces), folder=folder("fonts"))


def _themes() -> str:
    from epubmaker.render.theme import load_theme, theme_names  # noqa: PLC0415  (the help asks for no stage)

    return ", ".join(load_theme(name).name for name in theme_names())


def _models() -> str:
    from epubmaker import read_string, reconstruct  # noqa: PLC0415

    reconstruct(read_string("河东新桥通车\n河东镇昨天举行新桥通车仪式，两岸居民过河\n不再绕路。\n"))
    return Message("all read; two lines were put together with them")


def _conversion() -> str:
    from epubmaker.convert.engine import configuration_names  # noqa: PLC0415

    return " ".join(configuration_names())


def _temporary() -> str:
    with TemporaryDirectory(prefix="epubmaker-") as place:
        (Path(place) / "probe").write_bytes(b"epubmaker")
        return Message("can be written in {parent}", parent=Path(place).parent)


def _extras() -> Iterator[Finding]:
    for name, (purpose, module) in EXTRAS.items():
        thing = Message("extra {name}", name=name)
        if find_spec(module) is None:
            yield Finding(
                "absent",
                thing,
                Message(
                    "not installed ({purpose}): pip install '{distribution}[{name}]'",
                    purpose=purpose,
                    distribution=DISTRIBUTION,
                    name=name,
                ),
            )
        else:
            yield Finding(
                "ok",
                thing,
                Message(
                    "{module} {version} ({purpose})", module=module, version=_version(module), purpose=purpose
                ),
            )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return Message("of unknown version")
