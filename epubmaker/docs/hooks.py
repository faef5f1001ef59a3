"""Pages of the documentation that are kept elsewhere: beside the code, beside the models, or in the command itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from epubmaker.cli.app import app

DOCS = Path(__file__).resolve().parent
PACKAGE = DOCS.parent


def on_files(files: Any, config: Any) -> Any:
    """Add the pages that are made, before MkDocs looks for what its navigation names."""
    from mkdocs.structure.files import File  # noqa: PLC0415  (the hook alone needs it: pip install '.[docs]')

    for name, text in made_pages().items():
        files.append(File.generated(config, name, content=text))
    return files


def made_pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    return {
        "house/architecture.md": (PACKAGE / "ARCHITECTURE.md").read_text(encoding="utf-8"),
        "house/glossary.md": (PACKAGE / "GLOSSARY.md").read_text(encoding="utf-8"),
        "house/changelog.md": (DOCS / "CHANGELOG.md").read_text(encoding="utf-8"),
        "house/decisions.md": decisions(),
        "house/models.md": models(),
        "reference/command-line.md": command_line(),
    }


def decisions() -> str:
    """Return the records of decisions as one page."""
    records = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    parts = [lowered(record.read_text(encoding="utf-8")) for record in records]
    return "\n\n".join(("# Decisions", "What was decided, instead of what, and what it costs.", *parts))


def models() -> str:
    """Return the model cards as one page, by room."""
    cards = sorted(PACKAGE.glob("*/data/MODEL_CARD.md"))
    parts = [lowered(card.read_text(encoding="utf-8"), f"`{card.parts[-3]}/`: ") for card in cards]
    return "\n\n".join(
        (
            "# Models",
            "What the shipped models are, what they were learnt from, and how they were judged.",
            *parts,
        )
    )


def lowered(text: str, prefix: str = "") -> str:
    """Return Markdown with every heading one level lower; the first one gets a prefix."""
    text = re.sub(r"^(#+) ", r"#\1 ", text, flags=re.M)
    return re.sub(r"^## ", f"## {prefix}", text, count=1, flags=re.M) if prefix else text


def command_line() -> str:
    """Return the help of every command."""
    context = click.Context(app, info_name="epubmaker", max_content_width=100, terminal_width=100)
    parts = [
        "# Command line",
        "What `epubmaker COMMAND --help` prints; exit codes are in the README.",
        shown(app, context),
    ]
    for name in app.list_commands(context):
        command = app.get_command(context, name)
        if command is not None:
            inner = click.Context(
                command, info_name=name, parent=context, max_content_width=100, terminal_width=100
            )
            parts += [f"## {name}", shown(command, inner)]
    return "\n\n".join(parts)


def shown(command: click.Command, context: click.Context) -> str:
    """Return the help of a command as a block."""
    return f"```text\n{command.get_help(context)}\n```"
