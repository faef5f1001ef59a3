"""Paragraphs moved, articles parted, merged and ordered, header groups set: each statement a change of the plan."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from epubmaker.amend.chains import is_bare, without_spare
from epubmaker.amend.quotations import Locator
from epubmaker.messages import Message
from epubmaker.model import ArticlePlan, BylinePlan, Chain, Plan, Role
from epubmaker.model.corrections import Statement

SHOWN = 12  # characters of a line shown in a message
PARTS = ("kicker", "headline", "deck", "column")


def begin_article(plan: Plan, statement: Statement, locator: Locator) -> Plan:
    """Make an article of its own of a paragraph and all that follows it in its article."""
    number, place = _chain_of(plan, locator.first(statement.what, statement), statement, locator)
    article = plan.articles[number]
    if place == 0:
        if any(getattr(article, part) for part in PARTS):
            raise locator.error(statement, Message("the article begins here already"))
        return plan
    parts = (
        replace(article, chains=article.chains[:place]),
        ArticlePlan("article", chains=article.chains[place:]),
    )
    return replace(plan, articles=plan.articles[:number] + parts + plan.articles[number + 1 :])


def merge_articles(plan: Plan, statement: Statement, locator: Locator) -> Plan:
    """Set one article at the end of another; its titles become a crosshead there."""
    number = _article_of(plan, locator.first(statement.what, statement), statement, locator)
    other = _article_of(plan, locator.target(statement), statement, locator)
    if number == other:
        return plan
    article, into = plan.articles[number], plan.articles[other]
    titles = tuple(sorted(line for part in PARTS for line in getattr(article, part)))
    crosshead = (Chain(Role.CROSSHEAD, titles),) if titles else ()
    whole = replace(
        into,
        bylines=into.bylines + article.bylines,
        chains=into.chains + crosshead + article.chains,
    )
    articles = [whole if k == other else kept for k, kept in enumerate(plan.articles) if k != number]
    return replace(plan, articles=tuple(articles))


def order_articles(plan: Plan, statement: Statement, locator: Locator) -> Plan:
    """Set one article behind another."""
    number = _article_of(plan, locator.first(statement.what, statement), statement, locator)
    other = _article_of(plan, locator.target(statement), statement, locator)
    if number == other:
        raise locator.error(statement, Message("both quotations stand in one article"))
    articles = list(plan.articles)
    article, before = articles.pop(number), plan.articles[other]
    articles.insert(articles.index(before) + 1, article)
    return replace(plan, articles=tuple(articles))


def move_paragraph(plan: Plan, statement: Statement, locator: Locator) -> Plan:
    """Set a paragraph behind another one, or first in its article behind a line of the header group."""
    lines = locator.touched(statement.what, statement)
    target = locator.target(statement)
    found = _find_chain(plan, lines[0])
    if found is None:
        if any(lines[0] in _header_lines(article) for article in plan.articles):
            raise locator.error(
                statement, Message("this is a title or byline; use headline, kicker, deck, column or byline")
            )
        chain = Chain(Role.BODY, lines)
    else:
        chain = plan.articles[found[0]].chains[found[1]]
    number = _article_of(plan, target, statement, locator)
    anchor = _find_chain(plan, target)
    behind = plan.articles[number].chains[anchor[1]] if anchor else None
    plan = without_lines(plan, chain.lines)
    chains = list(plan.articles[number].chains)
    chains.insert(chains.index(behind) + 1 if behind else 0, chain)
    return _dropped(_with(plan, number, replace(plan.articles[number], chains=tuple(chains))))


def check_moves(plan: Plan, statements: Collection[Statement], locator: Locator) -> None:
    """Refuse to move a paragraph twice, and paragraphs that are each to stand behind the other."""
    movers: dict[int, Statement] = {}
    behind: dict[int, int] = {}
    for statement in statements:
        line = _paragraph(plan, locator.first(statement.what, statement))
        if line in movers:
            raise locator.error(
                statement, Message("line {row} moves this paragraph already", row=movers[line].row)
            )
        movers[line] = statement
        behind[line] = _paragraph(plan, locator.target(statement))
        if behind[line] == line:
            raise locator.error(statement, Message("a paragraph cannot stand behind itself"))
        seen, at = {line}, behind[line]
        while at in behind:
            if at in seen:
                raise locator.error(statement, Message("goes round in a circle with other moves"))
            seen.add(at)
            at = behind[at]


def _paragraph(plan: Plan, line: int) -> int:
    """Return the first line of the paragraph that a line stands in, or the line."""
    found = _find_chain(plan, line)
    return plan.articles[found[0]].chains[found[1]].lines[0] if found else line


def set_headers(plan: Plan, statements: Collection[Statement], locator: Locator) -> Plan:
    """Give lines to the header groups of articles. What stood in a part before and goes nowhere else is not placed."""
    wanted: dict[tuple[str, int], list[int]] = {}
    claimed: dict[int, Statement] = {}
    for statement in statements:
        lines, target = locator.touched(statement.what, statement), locator.target(statement)
        for line in lines:
            if line in claimed:
                raise locator.error(
                    statement, Message("line {row} has given this text away already", row=claimed[line].row)
                )
            claimed[line] = statement
        number = _article_of(plan, target, statement, locator)
        wanted.setdefault((statement.verb, number), []).extend(lines)
    # An article is known by its number until all lines have found their place, so bare ones stay until the end.
    plan = without_lines(plan, claimed)
    left: list[int] = []
    for (part, number), numbers in wanted.items():
        lines = tuple(numbers)
        article = plan.articles[number]
        if part == "byline":
            article = replace(article, bylines=(*article.bylines, BylinePlan(lines)))
        else:
            left.extend(getattr(article, part))
            article = replace(article, **{part: lines})  # type: ignore[arg-type]  # a part of the header group
        plan = _with(plan, number, article)
    return _dropped(replace(plan, unplaced=tuple(sorted((*plan.unplaced, *left)))))


def _with(plan: Plan, number: int, article: ArticlePlan) -> Plan:
    return replace(plan, articles=(*plan.articles[:number], article, *plan.articles[number + 1 :]))


def without_lines(plan: Plan, lines: Iterable[int]) -> Plan:
    """Take lines out of the plan, wherever they stand; articles stay where they are, bare or not."""
    gone = set(lines)
    articles = tuple(_article_without(article, gone) for article in plan.articles)
    return without_spare(replace(plan, articles=articles), gone)


def _article_without(article: ArticlePlan, gone: set[int]) -> ArticlePlan:
    if not gone & article_lines(article):
        return article
    chains = [_chain_without(chain, gone) for chain in article.chains]
    bylines = [replace(b, lines=tuple(n for n in b.lines if n not in gone)) for b in article.bylines]
    return replace(
        article,
        headline=tuple(n for n in article.headline if n not in gone),
        kicker=tuple(n for n in article.kicker if n not in gone),
        deck=tuple(n for n in article.deck if n not in gone),
        column=tuple(n for n in article.column if n not in gone),
        bylines=tuple(byline for byline in bylines if byline.lines),
        chains=tuple(chain for chain in chains if chain.lines),
    )


def _chain_without(chain: Chain, gone: set[int]) -> Chain:
    lines = tuple(n for n in chain.lines if n not in gone)
    joins = tuple(join for join in chain.joins if join.left not in gone and join.right not in gone)
    return replace(chain, lines=lines, joins=joins)


def _dropped(plan: Plan) -> Plan:
    return replace(plan, articles=tuple(article for article in plan.articles if not is_bare(article)))


def _find_chain(plan: Plan, line: int) -> tuple[int, int] | None:
    for number, article in enumerate(plan.articles):
        for place, chain in enumerate(article.chains):
            if line in chain.lines:
                return number, place
    return None


def _chain_of(plan: Plan, line: int, statement: Statement, locator: Locator) -> tuple[int, int]:
    found = _find_chain(plan, line)
    if found is None:
        raise locator.error(statement, Message("this text stands in no paragraph"))
    return found


def _article_of(plan: Plan, line: int, statement: Statement, locator: Locator) -> int:
    for number, article in enumerate(plan.articles):
        if line in article_lines(article):
            return number
    raise locator.error(
        statement, Message("“{text}” stands in no article", text=locator.lines[line].text[:SHOWN])
    )


def _header_lines(article: ArticlePlan) -> set[int]:
    header = {line for part in PARTS for line in getattr(article, part)}
    return header | {line for byline in article.bylines for line in byline.lines}


def article_lines(article: ArticlePlan) -> set[int]:
    """Return all lines of an article."""
    return _header_lines(article) | {line for chain in article.chains for line in chain.lines}


STEPS: Mapping[str, Callable[[Plan, Statement, Locator], Plan]] = {
    "article": begin_article,
    "merge": merge_articles,
    "move": move_paragraph,
    "order": order_articles,
}
