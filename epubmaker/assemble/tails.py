"""Tails: the end of an article that stands behind the article after it.

A text that is continued in another column may come out below what was set between: whole paragraphs then follow a body that they
have nothing to do with. Where such paragraphs speak of the article before, in every way that is known, they are brought home.
"""

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.assemble.attach_headers import Heading
from epubmaker.assemble.bodies import Body, best_split, make_body
from epubmaker.assemble.kinship import Kinship
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Chain, Join, Role, probability
from epubmaker.text.marks import ends_sentence

# Log-odds: how much more each part must speak of its own headline than of the other, and the tail be of one article with the text
# that it goes to. Of 18 tails cut so on simulated pages 16 went home.
OWN_HEADLINE = 1.0
ONE_ARTICLE = 1.5
BEFORE = 2  # articles before, among which a tail's own is sought
MOST = 40  # paragraphs of a body that is looked at: longer ones are read in full elsewhere


def bring_tails_home(headings: Sequence[Heading], page: PageShape) -> list[Heading]:
    """This moves paragraphs at the end of a body to the article before whose headline and text they speak of."""
    found = list(headings)
    kinship = Kinship((heading.body.lines for heading in found), page.lines, page.seams.subjects)
    for place, heading in enumerate(found):
        if heading.group is None or not 1 < len(heading.body.chains) <= MOST:
            continue
        homes = [home for home in range(max(0, place - BEFORE), place) if found[home].group is not None]
        cuts = [(*cut, home) for home in homes if (cut := _cut(heading, found[home], kinship, page))]
        if cuts:
            _, head, tail, home = max(cuts, key=lambda cut: cut[0])
            found[place] = replace(heading, body=head)
            found[home] = replace(found[home], body=_with_tail(found[home].body, tail, page))
    return found


def _cut(own: Heading, home: Heading, kinship: Kinship, page: PageShape) -> tuple[float, Body, Body] | None:
    """This cuts a body into its own part and the tail of another article; with how much the tail is of that article."""
    if own.group is None or home.group is None:
        return None
    titles = own.group.lines_in_order, home.group.lines_in_order
    last = own.body.chains[-1].lines
    if kinship.of_title(titles[1], last) <= kinship.of_title(titles[0], last):
        return None  # a tail holds the last paragraph, which then says so too
    parts = best_split(own.body, titles, kinship, page)
    if parts is None:
        return None
    head, tail = (part.lines for part in parts)
    of_title = kinship.of_title
    clear = min(
        of_title(titles[0], head) - of_title(titles[1], head),
        of_title(titles[1], tail) - of_title(titles[0], tail),
    )
    alike = kinship.one_article(home.body.lines, tail) - kinship.one_article(head, tail)
    return (alike, *parts) if clear >= OWN_HEADLINE and alike >= ONE_ARTICLE else None


def _with_tail(body: Body, tail: Body, page: PageShape) -> Body:
    """This sets a tail behind a body; a sentence that the body leaves open goes on in the tail."""
    before, after = body.chains[-1], tail.chains[0]
    chains = (*body.chains, *tail.chains)
    if before.kind is after.kind is Role.BODY and not ends_sentence(page.lines[before.lines[-1]].text):
        chains = (*body.chains[:-1], _joined(before, after, page), *tail.chains[1:])
    return make_body(chains, body.stretch, page, body.last)


def _joined(before: Chain, after: Chain, page: PageShape) -> Chain:
    left, right = before.lines[-1], after.lines[0]
    sure = round(probability(page.seams.log_odds(left, right)), 3)
    joins = (*before.joins, Join(left, right, sure, moved=True), *after.joins)
    return replace(after, lines=before.lines + after.lines, joins=joins)
