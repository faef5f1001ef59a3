"""Pages of one desk: stories of one subject, bylines in one place; and programs that cut a page into columns."""

import random
from dataclasses import replace

import pytest

from epubmaker.training.pages.columns import bodies_first, cut_apart
from epubmaker.training.pages.corpus import Corpus
from epubmaker.training.pages.habits import HELD, Habits, habits_of
from epubmaker.training.pages.layout import make_page
from epubmaker.training.pages.settings import SETTINGS
from epubmaker.training.pages.values import TITLE_ROLES, Line, Part, Piece

WORDS = {
    "渔港": "渔船 出海 捕捞 码头 渔民 休渔 海产 冷库",
    "苹果": "果园 果农 苹果 套袋 采摘 果品 冷藏 果树",
    "书法": "书法 碑帖 临摹 毛笔 宣纸 展览 笔墨 隶书",
}


def stories():
    """Return thirty stories of each of three subjects, each with some words of its subject."""
    chance = random.Random(3)
    return [
        {
            "title": f"{subject}故事之{chr(0x5000 + place * 40 + number)}",
            "paras": ["，".join(f"大家说到{word}的事情" for word in chance.sample(words.split(), 5)) + "。"],
        }
        for place, (subject, words) in enumerate(WORDS.items())
        for number in range(30)
    ]


def line(text, x, y, role="text", place=0):
    part = Part(role, text)
    return Line((Piece(text, part, 0),), x, y, 90.0, 9.0, place=place)


def test_stories_of_one_subject_resemble_each_other():
    corpus = Corpus([stories()])
    for name in ("a", "b", "c", "d"):
        found = [story["title"][:2] for story in corpus.subjects.one(random.Random(name))]
        assert len(set(found[:25])) == 1


def test_the_same_subject_is_drawn_for_the_same_name():
    corpus = Corpus([stories()])
    drawn = [corpus.source(random.Random(1), "t2s", "page").draw().title for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_a_page_without_openings_prints_none():
    habits = Habits(openings=False)
    kept = "市民在昨天的集市上买到了新摘的苹果，价钱比去年便宜一成，大家都说味道也更好。"
    for opening in (
        "本报讯", "本报讯（记者王建国）", "新华社北京1月3日电（记者王建国、李晓梅）", "中新社香港十月五日电(记者李晓梅)",
    ):  # fmt: skip
        assert habits.opened((opening + kept, kept)) == (kept, kept)
        assert Habits().opened((opening + kept, kept)) == (opening + kept, kept)


@pytest.mark.parametrize(
    "text",
    [
        "记者从现场了解到，电力公司已经派人抢修，预计今晚就能恢复。",
        "电视剧昨天开播，讲的是渔港里三代人的故事，收视不错。",
        "“停电了。”他在电话里说，讯号也断了。",
    ],
)
def test_text_that_only_holds_the_words_of_an_opening_stays(text):
    assert Habits(openings=False).opened((text,)) == (text,)


def test_most_articles_of_a_page_sign_in_its_place():
    chance, habits = random.Random(1), Habits(place="name")
    places = [habits.byline_place(("top", "end"), chance) for _ in range(400)]
    assert HELD - 0.08 < places.count("name") / 400 < HELD + 0.08
    assert set(places) == {"name", "top", "end"}
    assert "name" not in {Habits().byline_place(("top", "end"), chance) for _ in range(50)}


def test_pages_differ_in_their_habits_and_the_same_page_has_the_same():
    made = [habits_of(f"page-{number}") for number in range(60)]
    assert made == [habits_of(f"page-{number}") for number in range(60)]
    assert {habit.one_subject for habit in made} == {habit.openings for habit in made} == {True, False}
    assert len({habit.place for habit in made}) > 4


def test_articles_that_sign_with_a_bare_name_have_it_at_their_end():
    corpus, seen = Corpus.invented(), 0
    for number in range(6):
        setting = replace(SETTINGS["desk"], habitual=True)
        page = make_page(f"page-{number}", corpus, setting, "habits")
        for article in page.articles:
            if article.byline_at == "name":
                seen += 1
                assert article.body[-1].role in ("signature", "contact", "jump", "note")
                named = next(part.text for part in reversed(article.body) if part.role == "signature")
                assert named.replace("　", "").replace(" ", "") == "".join(article.bylines)
    assert seen


def test_pages_are_cut_into_columns_that_are_read_down():
    left = [line(f"左{number}", 0, 12.0 * number) for number in range(4)]
    right = [line(f"右{number}", 120, 12.0 * number) for number in range(4)]
    top = line("通栏的题", 0, -40)
    shuffled = random.Random(2).sample([*left, *right, top], 9)
    assert [one.text for one in cut_apart(shuffled, 9.0)] == [
        "通栏的题", "左0", "左1", "左2", "左3", "右0", "右1", "右2", "右3",
    ]  # fmt: skip


def test_texts_come_before_their_titles():
    page = make_page("bodies", Corpus.invented(), SETTINGS["train"], "1")
    roles = [one.role for one in bodies_first(page, random.Random(1))]
    first_title = min(at for at, role in enumerate(roles) if role in (*TITLE_ROLES, "byline"))
    assert "text" not in roles[first_title:]
    assert len(roles) == sum(bool(one.text.strip()) for one in page.lines)
