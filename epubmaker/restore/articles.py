"""One article of a plan as an article of the edition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from epubmaker.label import information
from epubmaker.messages import Message
from epubmaker.model import (
    Article,
    ArticlePlan,
    Block,
    Byline,
    BylinePlan,
    Chain,
    Diagnostic,
    Edit,
    Furniture,
    Role,
    SeamNote,
    Span,
)
from epubmaker.model.edition import ArticleKind, BlockKind
from epubmaker.restore.names import Credit, parse_byline
from epubmaker.restore.residue import NOTE_AT_END, end_is_lost
from epubmaker.restore.rules.dateline import match_dateline
from epubmaker.restore.strands import Strands
from epubmaker.restore.texts import HEADER, RestoredText
from epubmaker.restore.tracked import Change, TrackedText
from epubmaker.text.marks import ends_sentence

SILENT = 0.9  # a join at least this sure needs no note
SENTENCES = frozenset({None, "turn", "question", "answer"})  # forms of text that end as sentences do
BETWEEN = " \u3000|｜"  # what stands between a signature and what its row says beside it
Texts = Mapping[tuple[int, ...], RestoredText]


@dataclass(slots=True)
class Beside:
    """What one article's texts leave behind beside themselves: edits, notes, and what a web page says in their rows."""

    edits: list[Edit] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)


def restore_article(name: str, plan: ArticlePlan, strands: Strands, texts: Texts) -> tuple[Article, Beside]:
    """Restore one article and return it with what belongs to the edition beside it."""
    record = Beside()
    header = {
        field_name: _heading(getattr(plan, field_name), strands, texts, record) for field_name, _ in HEADER
    }
    bylines = [byline for planned in plan.bylines for byline in _bylines(planned, strands, texts, record)]
    blocks, dateline = _blocks(plan.chains, strands, texts, record)
    evidence = [(field_name, tracked.spans) for field_name, tracked in header.items() if tracked]
    if dateline:
        evidence.append(("dateline", dateline.spans))
    words = {field_name: tracked.text if tracked else None for field_name, tracked in header.items()}
    article = Article(
        id=name,
        kind=plan.kind if plan.kind in get_args(ArticleKind) else "article",  # type: ignore[arg-type]
        headline=words["headline"],
        kicker=words["kicker"],
        deck=words["deck"],
        column=words["column"],
        bylines=tuple(bylines),
        dateline=dateline.text if dateline else None,
        blocks=tuple(blocks),
        confidence=plan.confidence,
        evidence=tuple(evidence),
    )
    return article, record


def _take(numbers: Sequence[int], texts: Texts, record: Beside) -> TrackedText:
    """Take the restored text of some lines and note what looks misread in it."""
    restored = texts[tuple(numbers)]
    record.diagnostics.extend(restored.findings)
    return restored.tracked


def _heading(numbers: Sequence[int], strands: Strands, texts: Texts, record: Beside) -> TrackedText | None:
    """Restore a part of the header group; nothing where it has no lines, or all of them were removed."""
    if not numbers:
        return None
    tracked = _take(numbers, texts, record)
    record.edits.extend(tracked.edits(strands.source.text))
    return tracked if tracked.spans else None


def _bylines(plan: BylinePlan, strands: Strands, texts: Texts, record: Beside) -> list[Byline]:
    """Read the persons out of a byline; each role takes the part of the line that names it."""
    tracked = _take(plan.lines, texts, record)
    source = strands.source.text
    tracked, around = _told_apart(tracked, source)
    record.edits.extend(edit for piece in around for edit in piece.edits(source))
    record.furniture.extend(Furniture(str(Role.MASTHEAD), piece.text, piece.spans) for piece in around)
    persons = parse_byline(tracked.text)
    if not persons:
        record.edits.extend(tracked.edits(source))
        return (
            [Byline("", (), min(plan.confidence, 0.5), tracked.text, tracked.spans)] if tracked.spans else []
        )
    bylines: list[Byline] = []
    for credit in persons:
        part = _part(tracked, credit, source)
        record.edits.extend(part.edits(source))
        confidence = min(plan.confidence, credit.confidence)
        bylines.append(Byline(credit.role, credit.names, confidence, part.text, part.spans))
        if credit.confidence < SILENT:
            said = Message(
                "署名“{text}”次序有疑，读作{role} {names}",
                text=tracked.text,
                role=credit.role,
                names="、".join(credit.names),
            )
            record.diagnostics.append(Diagnostic("warning", "byline-unsure", said, part.spans))
    return bylines


def _told_apart(tracked: TrackedText, source: str) -> tuple[TrackedText, list[TrackedText]]:
    """Return a byline without what its row says of when and where it was posted, and those parts."""
    pieces = _joined(information(tracked.text), tracked.text)
    if not pieces:
        return tracked, []
    own: list[tuple[int, int]] = []
    at = 0
    for start, end in [*pieces, (len(tracked.text), len(tracked.text))]:
        if tracked.text[at:start].strip(BETWEEN):
            own.append((at, start))
        at = end
    if not own:
        return tracked, []
    signed = _part(tracked, Credit("", (), tuple(own), 1.0), source)
    return signed, [tracked.cut(start, end, source) for start, end in pieces]


def _joined(pieces: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Return stretches with the blanks and strokes around them, those that meet as one."""
    joined: list[tuple[int, int]] = []
    for first, last in pieces:
        start = len(text[:first].rstrip(BETWEEN))
        end = len(text) - len(text[last:].lstrip(BETWEEN))
        if joined and not text[joined[-1][1] : start].strip(BETWEEN):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _part(tracked: TrackedText, credit: Credit, source: str) -> TrackedText:
    """Cut the stretches of one credit out of its byline, in reading order."""
    parts = [tracked.cut(start, end, source) for start, end in credit.stretches]
    whole = parts[0]
    for part in parts[1:]:
        at = len(whole.text)
        whole = whole.followed_by(part).apply([Change(at, at, "\u3000", "byline")])
    return whole


def _blocks(
    chains: Sequence[Chain], strands: Strands, texts: Texts, record: Beside
) -> tuple[list[Block], "_Dateline | None"]:
    """Restore the blocks of an article and find the dateline in its first paragraph."""
    first = next((number for number, chain in enumerate(chains) if chain.kind == Role.BODY), None)
    blocks: list[Block] = []
    dateline: _Dateline | None = None
    for number, chain in enumerate(chains):
        tracked = _take(chain.lines, texts, record)
        record.edits.extend(tracked.edits(strands.source.text))
        if number == first:
            dateline = _dateline(tracked)
        if tracked.spans:
            blocks.append(_block(chain, tracked, strands, record))
    return blocks, dateline


def _block(chain: Chain, tracked: TrackedText, strands: Strands, record: Beside) -> Block:
    """Make a block of a restored chain, with its seams and whether its end is lost."""
    kind: BlockKind = "paragraph" if chain.kind == Role.BODY else str(chain.kind)  # type: ignore[assignment]
    last = strands.lines[chain.lines[-1]]
    # The plan was made of the source, whose full stop may have been that of another keyboard: 好."
    mended = ends_sentence(tracked.text) and not ends_sentence(last.text)
    truncated = chain.truncated and not mended and not NOTE_AT_END.search(tracked.text)
    if kind == "paragraph" and chain.form in SENTENCES:
        lost = end_is_lost(tracked.text, last)
        truncated = truncated or lost == "line"
        if lost or truncated:
            record.diagnostics.append(_lost_end(tracked, truncated=truncated))
    return Block(
        kind, tracked.text, tracked.spans, None, _seams(chain, tracked, strands), truncated, form=chain.form
    )


def _lost_end(tracked: TrackedText, *, truncated: bool) -> Diagnostic:
    """Report a paragraph without an end."""
    end = len(tracked.text)
    said = Message("段末残缺，疑失一行") if truncated else Message("段末没有标点，疑有脱落")
    message = Message("{said}：{text}", said=said, text=tracked.text[-12:])
    return Diagnostic(
        "warning", "truncated" if truncated else "mark-lost", message, tracked.span_of(max(0, end - 4), end)
    )


def _seams(chain: Chain, tracked: TrackedText, strands: Strands) -> tuple[SeamNote, ...]:
    """Note the joins over a jump and the unsure ones, by their offset in the restored text."""
    joins = {(join.left, join.right): join for join in chain.joins}
    notes: list[SeamNote] = []
    for at, pair in zip(tracked.marks, zip(chain.lines, chain.lines[1:], strict=False), strict=True):
        join = joins.get(pair)
        moved = not strands.touch(*pair) or (join is not None and join.moved)
        confidence = join.confidence if join else 1.0
        if moved or confidence < SILENT:
            notes.append(SeamNote(at, confidence, moved))
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class _Dateline:
    """A dateline as restored, and where it stands in the source."""

    text: str
    spans: tuple[Span, ...]


def _dateline(tracked: TrackedText) -> _Dateline | None:
    match = match_dateline(tracked.text)
    if not match:
        return None
    words = tracked.text[match.start("dateline") : match.end("dateline")]
    return _Dateline(words, tracked.span_of(match.start("dateline"), match.end("dateline")))
