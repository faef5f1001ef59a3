"""How much each story of an edition weighs, which its headline shows: one lead, stories of weight, the others."""

from collections.abc import Sequence

from epubmaker.model import Article

LEAD, MAJOR, MINOR = 1, 2, 3
# An editor puts the lead among the first stories of the page, most often first; a kicker or deck is given to what weighs.
_LEAD_PLACES = (1.6, 1.25, 1.0)
_WITH_KICKER = 1.25
_WITH_DECK = 1.15
_MAJOR_WEIGHT = 500.0  # characters: what fills a column of a page by half


def ranks_of(articles: Sequence[Article]) -> list[int]:
    """Return the rank of each article, 1 to 3: by length of text, kicker and deck; the lead also by its place.

    There is one lead, among the first three articles that have a headline and text; none where no article has both, nor in a
    column of short news, where none weighs more than the others.
    """
    weights = [_weight(article) for article in articles]
    ranks = [MAJOR if weight >= _MAJOR_WEIGHT else MINOR for weight in weights]
    brief = all(article.kind == "brief" for article in articles)
    first = [number for number, weight in enumerate(weights[: len(_LEAD_PLACES)]) if weight and not brief]
    if first:
        ranks[max(first, key=lambda number: weights[number] * _LEAD_PLACES[number])] = LEAD
    return ranks


def _weight(article: Article) -> float:
    """Return the length of the text, raised by kicker and deck; 0 without a headline, or for a picture."""
    if article.kind == "photo" or not (article.headline or "").strip():
        return 0.0
    length = float(sum(len(block.text) for block in article.blocks if block.kind == "paragraph"))
    return length * (_WITH_KICKER if article.kicker else 1.0) * (_WITH_DECK if article.deck else 1.0)
