"""READ THIS FIRST: the whole reconstruction, one line a stage.

bytes -> SourceText -> Lines -> Labels -> SeamTable -> Plan -> Edition. Each stage lives in its own folder; what each takes and
returns is in ARCHITECTURE.md. Rendering and building many editions start from the `Edition`.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from epubmaker.amend import amend
from epubmaker.assemble import AssemblyOptions, assemble, possible_text, settle_titles
from epubmaker.label import label_lines, read_masthead
from epubmaker.model import Edition, Label, Line, Plan, SeamTable, SourceText
from epubmaker.model.conservation import assert_conserved
from epubmaker.model.corrections import Corrections
from epubmaker.restore import RestoreOptions, restore
from epubmaker.seams import SeamScorer, default_scorer
from epubmaker.segment import split_lines


@dataclass(frozen=True, slots=True)
class ReconstructOptions:
    """This steers reconstruction; each stage's options stand beside the stage.

    `scorer` replaces the shipped seam scorer; `None` means the shipped one, loaded once a process.
    `earlier` holds texts of earlier editions of the same paper, whose language the shipped scorer adapts to.
    `corrections` are a person's own, such as `readers.corrections_beside` finds; they are never loaded unasked.
    """

    assembly: AssemblyOptions = field(default_factory=AssemblyOptions)
    restore: RestoreOptions = field(default_factory=RestoreOptions)
    scorer: SeamScorer | None = None
    earlier: tuple[str, ...] = ()
    corrections: Corrections | None = None


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """This is an edition together with every decision that led to it, stage by stage."""

    source: SourceText
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    seams: SeamTable
    plan: Plan
    edition: Edition


def reconstruct(source: SourceText, options: ReconstructOptions = ReconstructOptions()) -> Edition:
    """This reconstructs the edition that a flattened text was: its articles in order, with all that belongs to them.

    An empty source makes an edition without articles. Raises `ConservationError` if a character would be lost,
    `CorrectionsError` if a correction does not fit.
    """
    return reconstruct_and_explain(source, options).edition


def reconstruct_and_explain(
    source: SourceText, options: ReconstructOptions = ReconstructOptions()
) -> Reconstruction:
    """This does what `reconstruct` does and returns what every stage decided."""
    if not isinstance(source, SourceText):
        kind = type(source).__name__
        raise TypeError(
            f"reconstruct takes a SourceText, not {kind}: make one with read_text(path) or read_string(text)"
        )
    others = tuple(
        text for text in options.earlier if text != source.text
    )  # its own wrong joins prove nothing
    scorer = options.scorer or _shipped_scorer(others)
    amended = amend(source, split_lines(source), options.corrections)
    lines = amended.lines
    labels = amended.labels(label_lines(lines))
    seams = scorer.score(lines, possible_text(labels))
    labels = amended.labels(settle_titles(lines, labels, seams))
    plan = amended.plan(assemble(lines, labels, seams, options.assembly))
    masthead, doubts = amended.masthead(*read_masthead(lines, labels))
    edition = restore(source, lines, plan.with_diagnostics(doubts), masthead, options.restore)
    assert_conserved(source, edition)
    return Reconstruction(source, lines, labels, seams, plan, edition)


@lru_cache(maxsize=2)
def _shipped_scorer(earlier: tuple[str, ...]) -> SeamScorer:
    return default_scorer(earlier)
