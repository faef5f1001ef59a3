"""Articles that run on to a later page of their edition: cut in mid-sentence where the paper ends, taken up again over there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .fitting import cut_to_fit
from .sheet import Slot
from .typography import NO_START
from .values import Article, Part

if TYPE_CHECKING:
    from .composer import Composer

LEAST = 120  # characters: less is not carried to another page
JUMPING = 0.5  # of the articles that are long enough
TAKEN_UP = ("（上接第{page}版）", "（上接{page}版）", "上接第{page}版", "（紧接第{page}版）")


@dataclass(eq=False)
class Issue:
    """What the pages of one edition share: the script, the paper's name, the day; and the texts that are still to be set."""

    script: str
    paper: str
    day: str
    number: int = 1
    pages: int = 1
    carried: list[Carried] = field(default_factory=list)


@dataclass(eq=False)
class Carried:
    """The rest of an article, for the page that its jump line names."""

    article: Article
    rest: list[Part]
    page: int
    target: int


def may_jump(composer: Composer, article: Article, share: float) -> bool:
    """Return whether an article may be cut for a later page."""
    issue = composer.issue
    plain = {part.role for part in article.body} <= {"text", "crosshead"} and article.byline_at in (
        "top",
        "bare",
        "opening",
        "",
    )
    return bool(
        issue and issue.number < issue.pages and plain and share > 0.06 and composer.rng.random() < JUMPING
    )


def cut_for_jump(composer: Composer, article: Article, slots: list[Slot]) -> None:
    """Cut an article where its columns end, with a jump line; its rest is carried to a later page of the issue."""
    issue, rng = composer.issue, composer.rng
    if not issue or sum(len(part.text) for part in article.body) < 2 * LEAST:
        cut_to_fit(composer, article, slots)
        return
    target = rng.randint(issue.number + 1, issue.pages)
    pattern = rng.choice(composer.fill.words.jumps).replace("{page}", str(target))
    jump = Part("jump", composer.fill(pattern), "song", 1.0, "right", 0)
    whole = list(article.body)
    low, high = 0, sum(len(part.text) for part in whole)
    while low < high:
        middle = (low + high + 1) // 2
        kept, _ = split(whole, middle)
        fits = composer.sheet.flow([[part] for part in (*kept, jump)], slots)[1] >= 0
        low, high = (middle, high) if fits else (low, middle - 1)
    text = "".join(part.text for part in whole)
    while 0 < low < len(text) and text[low] in NO_START:
        low -= 1
    kept, rest = split(whole, low)
    if low < LEAST or len(text) - low < LEAST or kept[-1].role != "text":
        cut_to_fit(composer, article, slots)
        return
    article.body = [*kept, jump]
    issue.carried.append(Carried(article, rest, issue.number, target))


def split(parts: list[Part], at: int) -> tuple[list[Part], list[Part]]:
    """Return parts cut after `at` characters; a paragraph that is cut goes on without an indent."""
    kept: list[Part] = []
    for number, part in enumerate(parts):
        if at >= len(part.text):
            kept.append(part)
            at -= len(part.text)
            continue
        if not at:
            return kept, parts[number:]
        tail = replace(part, text=part.text[at:], indent=0, goes_on=True, pieces=[])
        return [*kept, replace(part, text=part.text[:at], pieces=[])], [tail, *parts[number + 1 :]]
    return kept, []


def taken_up(composer: Composer, room: float) -> Article | None:
    """Return the rest of an article that was carried to this page, where a box has room for it."""
    issue, rng = composer.issue, composer.rng
    for carried in issue.carried if issue else []:
        size = sum(len(part.text) for part in carried.rest)
        if issue and carried.target == issue.number and 0.8 * size < room < 3 * size + 400:
            issue.carried.remove(carried)
            jump = composer.fill(rng.choice(TAKEN_UP).replace("{page}", str(carried.page)))
            title = carried.article.words("headline")
            made = Article("article", body=list(carried.rest), continues=carried.article)
            manner = rng.choice(["title", "named", "bare"])
            if manner == "title":
                made.head.append(Part("headline", title, "hei"))
            elif manner == "named":
                jump = jump.replace("）", f"《{title}》）") if "）" in jump else f"{jump}《{title}》"
            made.body.insert(0, Part("jump", jump, "kai", 1.0, "left", 0))
            return made
    return None
