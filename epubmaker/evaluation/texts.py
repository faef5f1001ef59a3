"""Figures from texts: the order of each body, header groups, metadata."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from epubmaker.errors import DependencyError
from epubmaker.evaluation.figures import Tally
from epubmaker.evaluation.folding import fold, fold_with_origins
from epubmaker.evaluation.gold import BODY, Gold, GoldArticle
from epubmaker.messages import Message
from epubmaker.model import Article, Edition, Masthead

HEADERS = ("headline", "kicker", "deck")


def order_figures(
    gold: Sequence[GoldArticle], edition: Edition, matches: Mapping[int, int]
) -> dict[str, Tally]:
    """Compare the body of every gold article with that of the article matched to it: `order` and `exact`."""
    order, exact = Tally(), Tally()
    for number, article in enumerate(gold):
        want = fold("".join(block.text for block in article.blocks)) or fold("".join(article.captions))
        have = _body(edition.articles[matches[number]]) if number in matches else ""
        order += Tally(_similarity(want, have) * len(want), len(want))
        exact += Tally(want == have, 1)
    return {"order": order, "exact": exact}


def _body(article: Article) -> str:
    """Return the folded body of an article; of a photograph, its captions."""
    body = fold("".join(block.text for block in article.blocks if block.kind in BODY))
    return body or fold("".join(block.text for block in article.blocks))


def _similarity(left: str, right: str) -> float:
    """Return 1 - edit distance / length of the longer text."""
    try:
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415  (an optional extra)
    except ImportError as error:
        raise DependencyError(
            Message("evaluation needs rapidfuzz: pip install 'epubmaker-zh[evaluate]'")
        ) from error
    return float(Levenshtein.normalized_similarity(left, right))


def header_figures(
    gold: Sequence[GoldArticle], edition: Edition, matches: Mapping[int, int]
) -> dict[str, Tally]:
    """Compare header groups and bylines: the share right of each, and the F1 of all of them as `association`.

    What stands in an article that no gold article is matched to was put there wrongly.
    """
    found = {name: Tally() for name in (*HEADERS, "bylines", "association")}
    for number, article in enumerate(gold):
        given = edition.articles[matches[number]] if number in matches else None
        for name in HEADERS:
            if name not in article.ambiguous:
                want = fold(getattr(article, name))
                have = fold(getattr(given, name)) if given else ""
                _count(found, name, Counter([want] if want else []), Counter([have] if have else []))
        if "bylines" not in article.ambiguous:
            persons = given.bylines if given else ()
            have_persons = Counter(fold(name) for byline in persons for name in byline.names)
            _count(found, "bylines", Counter(map(fold, article.persons)), have_persons)
    for number, extra in enumerate(edition.articles):
        if number not in matches.values():
            said = sum(bool(fold(getattr(extra, name))) for name in HEADERS)
            found["association"] += Tally(0, said + sum(len(byline.names) for byline in extra.bylines))
    return found


def _count(found: dict[str, Tally], name: str, want: Counter[str], have: Counter[str]) -> None:
    if want:
        found[name] += Tally(want == have, 1)
    found["association"] += Tally(2 * (want & have).total(), want.total() + have.total())


def masthead_figure(gold: Gold, masthead: Masthead) -> Tally:
    """Compare the fields of the masthead that the gold knows, exactly but for blanks and widths."""
    figure = Tally()
    for name, want in gold.masthead:
        value = getattr(masthead, name)
        have = None if value is None else str(value)
        figure += Tally(fold(want) == fold(have), 1)
    return figure


def conservation_figures(edition: Edition, source: str) -> dict[str, Tally]:
    """Compare the characters of the source with those of the edition, what was declared removed included.

    Both are folded: marks may be restored, characters may not. A dash that a line end cuts in two is two in the source and one
    in the edition, so dashes of a run count singly on the one side and as one on the other, whichever misses less.
    """
    removed = (
        span.of(source) for note in edition.diagnostics if note.code == "removed" for span in note.spans
    )
    made = "".join((*_texts(edition), *removed))
    have, need = Counter(fold(made)), Counter(fold(source))
    singly = [fold_with_origins(text)[0].count("-") for text in (made, source)]
    kept = (need & (have | Counter({"-": singly[0]}))).total()
    true = (have & (need | Counter({"-": singly[1]}))).total()
    return {"kept": Tally(kept, need.total()), "true": Tally(true, have.total())}


def _texts(edition: Edition) -> Iterator[str]:
    """Yield every text of the edition once: a dateline lies in its first block, the masthead's fields in furniture.

    A byline without spans is named besides: its words stand in a paragraph.
    """
    for article in edition.articles:
        yield from (getattr(article, name) or "" for name in (*HEADERS, "column"))
        yield from (byline.text for byline in article.bylines if byline.spans)
        yield from (block.text for block in article.blocks)
    yield from (piece.text for piece in (*edition.furniture, *edition.unplaced))
