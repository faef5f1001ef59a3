"""How much titles and texts have to do with each other: the words they share, and the subjects that both speak of."""

from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from epubmaker.assemble.affinity import LEAD, Affinity
from epubmaker.model import Line, Subjects
from epubmaker.model.subjects import Vector, dot

# What speaks for a title and a text belonging together: all of the title's words standing in the text, each unit of agreement
# in subject beyond what any title has with any text. Learnt on simulated pages (`training/assembly.py`), halved.
WORDS = 1.0
SUBJECT = 1.0
USUAL = 1.8
WORDS_ALONE = 3.1  # instead, where nothing is known of the subjects


class OneArticleWeights(NamedTuple):
    """These weigh what speaks for two texts of a page being parts of one article.

    words    the words they share        subject  the likeness of their subjects
    shorter  how long the shorter one is (logarithm): long texts on one page are always somewhat alike
    """

    one: float
    words: float
    subject: float
    shorter: float


# Learnt on all pairs of texts of simulated pages (`training/assembly.py`).
ONE_ARTICLE = OneArticleWeights(-6.6, 39.4, 6.1, -1.8)
ONE_ARTICLE_BY_WORDS = OneArticleWeights(-5.0, 82.5, 0.0, -1.5)


class Kinship:
    """This weighs titles and texts, given by their lines; what is asked twice is worked out once."""

    __slots__ = ("_lines", "_said", "_subjects", "_texts", "_titles", "words")

    def __init__(
        self, texts: Iterable[Sequence[int]], lines: Sequence[Line], subjects: Subjects | None
    ) -> None:
        self._lines, self._subjects = lines, subjects
        self.words = Affinity(self._text(lines) for lines in texts)
        self._titles: dict[tuple[int, ...], Vector] = {}
        self._texts: dict[tuple[int, ...], tuple[Vector, Vector]] = {}
        self._said: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = {}

    def of_title(self, title: tuple[int, ...], text: tuple[int, ...]) -> float:
        """This returns the log-odds of a title belonging to a text, 0 where they have nothing to do with each other."""
        pair = title, text
        if pair not in self._said:
            shared, agreed = self.title_signs(title, text)
            if self._subjects is None:
                self._said[pair] = WORDS_ALONE * shared
            else:
                self._said[pair] = WORDS * shared + SUBJECT * max(0.0, agreed - USUAL)
        return self._said[pair]

    def title_signs(self, title: tuple[int, ...], text: tuple[int, ...]) -> tuple[float, float]:
        """This returns the share of a title's words that stand in a text (0..1), and how well their subjects agree."""
        shared = self.words.of_title(self._text(title), self._text(text))
        return shared, 0.0 if self._subjects is None else self._agreement(title, text, self._subjects)

    def _agreement(self, title: tuple[int, ...], text: tuple[int, ...], subjects: Subjects) -> float:
        """This returns how well the subjects of a title and a text agree."""
        if title not in self._titles:
            self._titles[title] = subjects.of_title(title)
        return subjects.agreement(self._titles[title], *self._vectors(text, subjects))

    def _vectors(self, text: tuple[int, ...], subjects: Subjects) -> tuple[Vector, Vector]:
        """This returns what a text and its lead speak of."""
        if text not in self._texts:
            self._texts[text] = subjects.of_text(text), subjects.of_lead(self._lead(text))
        return self._texts[text]

    def _lead(self, text: Sequence[int]) -> list[int]:
        """This returns the lines of a text's lead."""
        lead: list[int] = []
        length = 0
        for number in text:
            if length >= LEAD:
                break
            lead.append(number)
            length += len(self._lines[number].text)
        return lead

    def of_texts(self, first: tuple[int, ...], second: tuple[int, ...]) -> float:
        """This returns the likeness of two texts by the words they share (0..1)."""
        return self.words.of_texts(self._text(first), self._text(second))

    def alike(self, first: tuple[int, ...], second: tuple[int, ...]) -> float:
        """This returns the likeness of two texts' subjects (-1..1), 0 where nothing is known of them."""
        known = self._subjects
        if known is None:
            return 0.0
        return dot(self._vectors(first, known)[0], self._vectors(second, known)[0])

    def one_article(self, first: tuple[int, ...], second: tuple[int, ...]) -> float:
        """This returns the log-odds of two texts being parts of one article."""
        weights = ONE_ARTICLE_BY_WORDS if self._subjects is None else ONE_ARTICLE
        signs = self.article_signs(first, second)
        log_odds: float = sum(weight * sign for weight, sign in zip(weights, signs, strict=True))
        return log_odds

    def article_signs(self, first: tuple[int, ...], second: tuple[int, ...]) -> tuple[float, ...]:
        """This returns what speaks for two texts being parts of one article, in the order of `OneArticleWeights`."""
        shorter = min(len(self._text(first)), len(self._text(second)))
        return 1.0, self.of_texts(first, second), self.alike(first, second), log(shorter + 10) - 5

    def _text(self, lines: Iterable[int]) -> str:
        return "".join(self._lines[number].text for number in lines)
