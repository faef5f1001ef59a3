"""Every text of a plan, restored, before it takes its place in the edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from epubmaker.model import ArticlePlan, Chain, Diagnostic, Plan, Role
from epubmaker.restore.misreadings import mend_misreadings
from epubmaker.restore.names import torn_names
from epubmaker.restore.options import RestoreOptions
from epubmaker.restore.residue import residue
from epubmaker.restore.rules import apply_rules
from epubmaker.restore.rules.quotes import MARKS
from epubmaker.restore.setting import BYLINE, CELLS, DECK, HEADING, MATTER, Setting
from epubmaker.restore.strands import Strands
from epubmaker.restore.tracked import Change, TrackedText

Numbers = tuple[int, ...]
HEADER = (("kicker", HEADING), ("headline", HEADING), ("deck", DECK), ("column", HEADING))


@dataclass(frozen=True, slots=True)
class RestoredText:
    """The restored text of some lines, where it stands, and what looks misread in it."""

    tracked: TrackedText
    setting: Setting
    findings: tuple[Diagnostic, ...] = ()


def restore_texts(plan: Plan, strands: Strands, options: RestoreOptions) -> dict[Numbers, RestoredText]:
    """Restore the texts of all articles, by their lines. They are looked at together: that is far faster."""
    texts = {
        numbers: RestoredText(apply_rules(_set(numbers, setting, strands), setting), setting)
        for article in plan.articles
        for numbers, setting in _article_texts(article, strands)
        if numbers
    }
    mended = mend_misreadings([restored.tracked for restored in texts.values()], options)
    found: dict[Numbers, RestoredText] = {}
    for (numbers, restored), (tracked, offers) in zip(texts.items(), mended, strict=True):
        findings = (*residue(tracked, restored.setting), *offers)
        found[numbers] = replace(restored, tracked=tracked, findings=findings)
    return found


def _set(numbers: Numbers, setting: Setting, strands: Strands) -> TrackedText:
    """Return the lines of a text as one, in bylines on pages with positions without the row ends inside names."""
    tracked = strands.set(numbers)
    if setting is not BYLINE or not strands.source.pages:
        return tracked
    return tracked.apply([Change(at, at + 1, "", "byline") for at in torn_names(tracked.text)])


def _article_texts(plan: ArticlePlan, strands: Strands) -> Iterator[tuple[Numbers, Setting]]:
    """Yield the lines of each text of an article and the setting to restore them in."""
    for name, setting in HEADER:
        yield getattr(plan, name), replace(setting, meant=strands.meant)
    for byline in plan.bylines:
        yield byline.lines, BYLINE
    for number, chain in enumerate(plan.chains):
        setting = _chain_setting(chain, goes_on=_opens_quoted(plan.chains[number + 1 :], strands))
        yield chain.lines, replace(setting, meant=strands.meant)


def _chain_setting(chain: Chain, *, goes_on: bool) -> Setting:
    """Return how a block of a kind is restored: rows that are no sentences keep their gaps."""
    if chain.form in ("row", "head-row"):
        return CELLS
    if chain.form in ("stanza", "verse", "signature", "contact"):
        return MATTER
    if chain.kind in (Role.CROSSHEAD, Role.LABEL):
        return HEADING
    if chain.kind == Role.CREDIT:
        return BYLINE
    return Setting(
        "prose", quote_goes_on=goes_on, item=chain.form == "item", caption=chain.kind == Role.CAPTION
    )


def _opens_quoted(chains: Sequence[Chain], strands: Strands) -> bool:
    """Say whether the next paragraph opens with a quotation mark."""
    following = next((chain for chain in chains if chain.kind == Role.BODY), None)
    return following is not None and bool(MARKS.match(strands.lines[following.lines[0]].text))
