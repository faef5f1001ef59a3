"""Bodies without a headline: the rest of an article that stands elsewhere, or an article of its own.

A text that stops in mid-sentence goes on in the next; and a text that speaks, much more than of anything else on the page, of
what another speaks of, is a part of that one. A dateline opens an article: its paragraph comes first, wherever it stood. The
thresholds were chosen on simulated pages.
"""

from collections.abc import Sequence
from dataclasses import replace

from epubmaker.assemble.attach_headers import Heading
from epubmaker.assemble.bodies import Body, join_bodies, make_body
from epubmaker.assemble.flow import Stretch
from epubmaker.assemble.kinship import Kinship
from epubmaker.assemble.paragraphs import PageShape
from epubmaker.model import Role
from epubmaker.text.marks import ends_sentence

NEARBY = 12  # bodies before and after among which a text's own is sought
LEAST = 0.0  # log-odds of being one article
LEAST_DATED = 2.0  # the same of two texts with datelines, each of which opens an article more often than not
BEYOND = 1.5  # and how much more than with any other
OPENING = (
    2.0  # log-odds of a headline and the opening of its article, where a stray paragraph stands between them
)


def merge_headless(
    headings: Sequence[Heading], stretches: Sequence[Stretch], page: PageShape
) -> list[Heading]:
    """This joins bodies without headline to those they belong to; in the order of the headings."""
    merged = _merge_alike(_merge_running_on(headings, stretches, page), page)
    return _merge_openings(merged, page)


def _merge_running_on(
    headings: Sequence[Heading], stretches: Sequence[Stretch], page: PageShape
) -> list[Heading]:
    """This joins a body without headline to the one before it, if that one stops in mid-sentence or no byline parts them."""
    runs: list[list[Heading]] = []
    last = 0  # where the run so far ends in the flow
    for heading in headings:
        body = heading.body
        if (
            runs
            and heading.group is None
            and not body.dated
            and _goes_on(runs[-1][-1], stretches[last + 1 : body.stretch], page)
        ):
            runs[-1].append(heading)
            last = max(last, body.stretch, body.last)
        else:
            runs.append([heading])
            last = body.last
    return [run[0] if len(run) == 1 else _run_joined(run, page) for run in runs]


def _run_joined(run: Sequence[Heading], page: PageShape) -> Heading:
    """Return a run of bodies under its first heading, joined once: to join one by one would copy the text each time."""
    chains = [chain for heading in run for chain in heading.body.chains]
    ends = [end for heading in run for end in (heading.body.stretch, heading.body.last)]
    return replace(run[0], body=make_body(chains, min(ends), page, max(ends)))


def _goes_on(before: Heading, between: Sequence[Stretch], page: PageShape) -> bool:
    """Return whether a body goes on where the one before it stops, given what stands between them."""
    if any(stretch.kind == "byline" for stretch in between):
        return False
    return len(between) <= 1 or not ends_sentence(page.lines[before.body.chains[-1].lines[-1]].text)


def _merge_alike(headings: list[Heading], page: PageShape) -> list[Heading]:
    """This joins a body without headline to the one it is most like, if it is like no other."""
    texts = (heading.body.lines for heading in headings)
    kinship = Kinship(texts, page.lines, page.seams.subjects)
    merged: list[Heading | None] = list(headings)
    for place, heading in enumerate(headings):
        target = _own(place, merged, kinship) if heading.group is None else None
        other = merged[target] if target is not None else None
        if target is None or other is None:
            continue
        mine = merged[place] or heading
        first, second = (other, mine) if target < place else (mine, other)
        merged[target] = replace(other, body=_joined(first.body, second.body, page))
        merged[place] = None
    return [heading for heading in merged if heading is not None]


def _merge_openings(headings: list[Heading], page: PageShape) -> list[Heading]:
    """This joins a text with a dateline to what stands before it in its stretch, if it speaks of that one's headline.

    A paragraph that strayed before the opening of its article takes the headline otherwise, and leaves the opening without.
    """
    kinship = Kinship((heading.body.lines for heading in headings), page.lines, page.seams.subjects)
    merged: list[Heading] = []
    for heading in headings:
        before = merged[-1] if merged else None
        if before is None or not _opens_what_is_before(before, heading, kinship):
            merged.append(heading)
        else:
            merged[-1] = replace(before, body=_joined(before.body, heading.body, page))
    return merged


def _opens_what_is_before(before: Heading, heading: Heading, kinship: Kinship) -> bool:
    """This says whether a text without headline is the opening of the article before it."""
    return (
        before.group is not None
        and heading.group is None
        and heading.body.dated
        and not before.body.dated
        and before.body.last == heading.body.stretch
        and kinship.of_title(before.group.lines_in_order, heading.body.lines) >= OPENING
    )


def _joined(first: Body, second: Body, page: PageShape) -> Body:
    """This joins two parts of an article; a paragraph with the dateline comes first, what stood before it next."""
    body = join_bodies(first, second, page)
    if first.dated or not second.dated or second.chains[0].kind is not Role.BODY:
        return body
    chains = second.chains[0], *first.chains, *second.chains[1:]
    return make_body(chains, body.stretch, page, body.last)


def _own(place: int, headings: Sequence[Heading | None], kinship: Kinship) -> int | None:
    """This returns the place of the body that a body is a part of, None if it stands alone."""
    own = headings[place]
    if own is None:
        return None
    near = range(max(0, place - NEARBY), min(len(headings), place + NEARBY + 1))
    others = [(other, found) for other in near if other != place and (found := headings[other]) is not None]
    likeness = sorted(
        ((kinship.one_article(own.body.lines, found.body.lines), -other) for other, found in others),
        reverse=True,
    )
    if not likeness:
        return None
    best, second = likeness[0], likeness[1][0] if len(likeness) > 1 else -BEYOND
    found = headings[-best[1]]
    both_open = own.body.dated and found is not None and found.body.dated
    least = LEAST_DATED if both_open else LEAST
    return -best[1] if best[0] >= max(least, second + BEYOND) else None
