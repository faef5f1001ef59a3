"""Source, lines and plan become an edition: texts restored, every change recorded."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from epubmaker.messages import Message
from epubmaker.model import (
    Diagnostic,
    Edit,
    Edition,
    Furniture,
    FurniturePlan,
    Line,
    Masthead,
    Plan,
    Role,
    SourceInfo,
    SourceText,
    Span,
)
from epubmaker.model.edits import REMOVED, blank_edits
from epubmaker.restore.articles import restore_article
from epubmaker.restore.characters import GAP, HAN
from epubmaker.restore.options import RestoreOptions
from epubmaker.restore.rules import apply_rules
from epubmaker.restore.setting import MATTER, PROSE, Setting
from epubmaker.restore.strands import Strands
from epubmaker.restore.texts import restore_texts
from epubmaker.restore.tracked import TrackedText
from epubmaker.text import patterns as re
from epubmaker.text.script import language_of

# Furniture that is made of sentences; the rest is rows, set apart as printed.
SENTENCES = frozenset({Role.WEATHER, Role.NOTICE})
_CLOCK = "[0-9]{1,2}[:：][0-9]{2}"
_LABEL = re.compile(rf"[{HAN}]{{2,8}}[:：]|{_CLOCK}[{GAP}]")
_CELL = rf"[^{GAP}，。；！？,;!?]{{1,12}}"
_CELLS = re.compile(rf"{_CELL}(?:[{GAP}]+{_CELL}){{2,}}|{_CLOCK}[{GAP}].+")


def restore(
    source: SourceText,
    lines: tuple[Line, ...],
    plan: Plan,
    masthead: Masthead,
    options: RestoreOptions = RestoreOptions(),  # noqa: B008  (frozen)
) -> Edition:
    """Turn a plan into an edition: texts joined and restored, header groups, bylines, furniture, diagnostics, edits.

    Linear in the text. The edition conserves the source (`model.conservation`) whenever the plan names every line once.
    """
    strands = Strands.of(source, lines, plan)
    texts = restore_texts(plan, strands, options)
    restored = [
        restore_article(f"a{number}", own, strands, texts)
        for number, own in enumerate(plan.articles, start=1)
    ]
    furniture, around = _restore_furniture(plan.furniture, strands)
    unplaced, left = _restore_furniture(
        (FurniturePlan(Role.BODY, (line,)) for line in plan.unplaced), strands
    )
    dropped = _copies(lines, source.text)
    edition = Edition(
        source=SourceInfo(source.name, source.sha256, source.encoding, len(source.text)),
        language=language_of(source.text),
        masthead=masthead,
        articles=tuple(article for article, _ in restored),
        furniture=(*furniture, *(piece for _, beside in restored for piece in beside.furniture)),
        unplaced=unplaced,
        diagnostics=(
            *plan.diagnostics,
            *(one for _, beside in restored for one in beside.diagnostics),
            *dropped,
        ),
    )
    edits = [*(edit for _, beside in restored for edit in beside.edits), *around, *left]
    edits.extend(Edit(span, span.of(source.text), "", REMOVED) for found in dropped for span in found.spans)
    edits.extend(blank_edits(edition, source.text))
    edits.sort(key=lambda edit: edit.span.start)
    return replace(edition, edits=tuple(edits))


def _restore_furniture(
    plans: Iterable[FurniturePlan], strands: Strands
) -> tuple[tuple[Furniture, ...], list[Edit]]:
    """Restore what belongs to the page: sentences are joined, rows stay rows."""
    placed: list[Furniture] = []
    edits: list[Edit] = []
    for plan in plans:
        setting = replace(_furniture_setting(plan, strands.lines), meant=strands.meant)
        tracked = apply_rules(strands.set(plan.lines), setting)
        edits.extend(tracked.edits(strands.source.text))
        placed.append(Furniture(str(plan.kind), tracked.text, tracked.spans))
    return tuple(placed), edits


def _furniture_setting(plan: FurniturePlan, lines: Sequence[Line]) -> Setting:
    """Say which joins of a furniture item stay line ends: all between rows, unless it is made of sentences.

    In sentences a row that leaves room at its end was broken on purpose.
    """
    pairs = list(zip(plan.lines, plan.lines[1:], strict=False))
    rows = [lines[left].row != lines[right].row for left, right in pairs]
    if plan.kind not in SENTENCES or all(_CELLS.fullmatch(lines[number].text) for number in plan.lines):
        return Setting("matter", kept_joins=frozenset(number for number, apart in enumerate(rows) if apart))
    broken = [
        apart and (_leaves_room(lines[left]) or _is_row(lines[left], lines[right]))
        for apart, (left, right) in zip(rows, pairs, strict=True)
    ]
    return Setting("prose", kept_joins=frozenset(number for number, apart in enumerate(broken) if apart))


def _leaves_room(line: Line) -> bool:
    """Say whether a line is shorter than its column by more than a character or two."""
    return line.measure == 0 or line.width < line.measure - 2


def _is_row(line: Line, following: Line) -> bool:
    """Say whether a row ends on purpose: the next one opens with a label (电话：) or a time, or both are parted by blanks."""
    if _LABEL.match(following.text):
        return True
    return all(_CELLS.fullmatch(own.text) for own in (line, following))


def _copies(lines: Iterable[Line], text: str) -> list[Diagnostic]:
    """Declare the second copies of lines that are set twice and kept once."""
    return [
        Diagnostic(
            "info",
            REMOVED,
            Message("标题重复排印，保留一次：{text}", text=line.again.of(text)),
            (line.again,),
        )
        for line in lines
        if line.again is not None
    ]


def restore_text(text: str, setting: Setting = PROSE) -> TrackedText:
    """Restore one text by itself: row ends in it are joints between lines.

    `.text` is the result and `.edits(text)` says what was changed.
    """
    start = len(text) - len(text.lstrip())
    span = Span(start, max(start, len(text.rstrip())))
    if not span:
        return TrackedText("", (), (), ())
    marks = [
        at for at in range(span.start + 1, span.end) if text[at] in "\r\n" and not text[at - 1].isspace()
    ]
    return apply_rules(TrackedText.of_source(text, (span,), [mark - span.start for mark in marks]), setting)


__all__ = ["MATTER", "restore", "restore_text"]
