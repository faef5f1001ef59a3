"""Keep the catalogues of the command's messages: what is said in the code, in the languages that there are.

    python tests/catalogues.py           brings `epubmaker/cli/catalogues/*.po` to what the code says, compiles them (by Babel)
    python tests/catalogues.py --check   says what is missing, and changes nothing

New sentences come with an empty translation, to be written into the `.po` file; those that are said no more go. `zh-Hans.po` and
`zh-Hant.po` hold all, `en.po` those that the code has in Chinese, the notes on an edition.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from string import Formatter

import click
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from epubmaker.cli.app import app
from epubmaker.cli.foreign import FOREIGN, KEPT
from epubmaker.cli.help import OTHER
from epubmaker.cli.speech import LANGUAGES

PACKAGE = Path(__file__).resolve().parent.parent / "epubmaker"
FOLDER = PACKAGE / "cli" / "catalogues"
DAY = datetime(2026, 1, 1, tzinfo=UTC)  # of every file: who changed what is known to git
HEAD = (
    "# Messages of the command epubmaker. Made by tests/catalogues.py; translations are written here by hand."
)
CHINESE = re.compile("[一-鿿]")


@cache
def modules() -> dict[Path, ast.Module]:
    """Return what the modules that may say something to people hold, by their places in the package."""
    paths = [path.relative_to(PACKAGE) for path in sorted(PACKAGE.rglob("*.py"))]
    return {
        path: ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
        for path in paths
        if not {"training", "docs"} & {*path.parts}
    }


def said_in_code() -> Iterator[str]:
    """Yield the template of every `Message` that stands in the code; a name is a constant of the same module."""
    for tree in modules().values():
        constants = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Message":
                first = node.args[0]
                said = (
                    first.value
                    if isinstance(first, ast.Constant)
                    else constants.get(getattr(first, "id", ""))
                )
                if said:
                    yield said


def said_in_help() -> Iterator[str]:
    """Yield what the help of the commands says."""
    context = click.Context(app)
    commands = [app, *(app.get_command(context, name) for name in app.list_commands(context))]
    yield OTHER
    for command in commands:
        yield inspect.cleandoc(command.help)
        yield from command.collect_usage_pieces(context)[:1]
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                yield getattr(parameter, "heading", OTHER)
                if parameter.help:
                    yield " ".join(parameter.help.split())
    yield app.subcommand_metavar


@cache
def said() -> list[str]:
    """Return all that is said, each sentence once, in order."""
    return sorted({*said_in_code(), *said_in_help(), *FOREIGN, *KEPT})


def fields(template: str) -> set[str]:
    """Return the placeholders of a template; none where its braces are no placeholders."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError:
        return set()
    return {name for _, name, _, _ in parsed if name}


def wanted(language: str) -> list[str]:
    """Return what the catalogue of a language must hold."""
    return [one for one in said() if language != "en" or CHINESE.search(one)]


def read(language: str) -> Catalog:
    """Return a catalogue as it lies on disk, empty where there is none."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return Catalog()
    with path.open("rb") as stream:
        return read_po(stream)


def made(language: str) -> Catalog:
    """Return the catalogue of a language with all that is said now, translated as far as it is."""
    old = read(language)
    catalogue = Catalog(
        locale=language.replace("-", "_"),
        project="epubmaker",
        version="",
        charset="utf-8",
        fuzzy=False,
        creation_date=DAY,
        revision_date=DAY,
    )
    catalogue.header_comment = HEAD
    for one in wanted(language):
        known = old.get(one)
        catalogue.add(one, known.string if known else "")
    return catalogue


def main() -> None:
    """Write the catalogues, or say what is missing in them."""
    missing = {
        language: [one.id for one in made(language) if one.id and not one.string] for language in LANGUAGES
    }
    for language, sentences in missing.items():
        print(f"{language}: {len(wanted(language))} sentences, {len(sentences)} without a translation")
        for one in sentences:
            print(f"  {one!r}")
    if "--check" in sys.argv:
        sys.exit(any(missing.values()))
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        catalogue = made(language)
        with (FOLDER / f"{language}.po").open("wb") as stream:
            write_po(stream, catalogue, width=110, sort_output=True, omit_header=False)
        with (FOLDER / f"{language}.mo").open("wb") as stream:
            write_mo(stream, catalogue)


if __name__ == "__main__":
    main()
