"""What OpenCC must not decide: the user's terms, names, slogans, and words that its longest match would tear apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from epubmaker.convert.engine import Configuration, convert_pieces
from epubmaker.convert.forms import GIVEN_FORMS, SURNAME_FORMS
from epubmaker.convert.glossary import Glossary
from epubmaker.convert.names import SOUGHT, find_names
from epubmaker.convert.press import Wording
from epubmaker.convert.settled import settled_forms
from epubmaker.text import patterns as re

NO_WORDING = Wording()
NOT_TEXT = re.compile("[\x00\ud800-\udfff]+")
# Four characters and more between quotation marks or title marks, with no stop inside, are somebody's wording.
WORDING = re.compile(r"[“「《‘『〈]([\u4e00-\u9fffA-Za-z0-9、·+]{4,24})[”」》’』〉]")


@dataclass(frozen=True, slots=True)
class Protected:
    """A term at `start:end` of the text that OpenCC is not asked about; it becomes `form`, because of `evidence`."""

    start: int
    end: int
    term: str
    form: str
    evidence: str


def protect(
    text: str, chosen: Configuration, glossary: Glossary, credited: Iterable[str], press: Wording = NO_WORDING
) -> list[Protected]:
    """Return the protected stretches of a text, in order and without overlap; the user's terms come first."""
    claims = [*_glossary_terms(text, glossary), *_not_text(text), *_names(text, chosen, credited)]
    claims.extend(
        Protected(at, at + 1, text[at], form, "settled word") for at, form in settled_forms(text, chosen)
    )
    claims.extend(_wordings(text, chosen))
    claims.extend(_press_words(text, chosen, press))
    taken: list[Protected] = []
    covered = bytearray(len(text))
    for claim in claims:
        if not covered.count(1, claim.start, claim.end):
            covered[claim.start : claim.end] = b"\x01" * (claim.end - claim.start)
            taken.append(claim)
    return sorted(taken, key=lambda claim: claim.start)


def _press_words(text: str, chosen: Configuration, press: Wording) -> list[Protected]:
    """Return the words of newspapers that phrase forms take for others (`press.py`), character by character."""
    if chosen.character_form is None or not press.kept:
        return []
    words = sorted({text[start:end] for start, end in press.kept})
    forms = dict(zip(words, convert_pieces(words, chosen.character_form), strict=True))
    return [
        Protected(start, end, text[start:end], forms[text[start:end]], "press language")
        for start, end in press.kept
    ]


def name_forms(names: Sequence[str], chosen: Configuration) -> list[str]:
    """Return names in the other script: character by character, surnames in the form that surnames have."""
    plain = chosen.character_form or chosen
    characters = convert_pieces([character for name in names for character in name], plain)
    forms: list[str] = []
    at = 0
    for name in names:
        form = characters[at : at + len(name)]
        at += len(name)
        if chosen.origin == "s":
            form = [GIVEN_FORMS.get(character, after) for character, after in zip(name, form, strict=True)]
            form[0] = SURNAME_FORMS.get(name[0], form[0])
        forms.append("".join(form))
    return forms


def _glossary_terms(text: str, glossary: Glossary) -> Iterator[Protected]:
    """Yield the user's terms wherever they stand, the longest first."""
    for term, form in sorted(glossary.terms, key=lambda pair: -len(pair[0])):
        yield from (
            Protected(match.start(), match.end(), term, form, "glossary")
            for match in re.finditer(re.escape(term), text)
        )


def _not_text(text: str) -> Iterator[Protected]:
    """Yield lone surrogates, which no library that speaks UTF-8 can take, and the zero that ends a C string."""
    for match in NOT_TEXT.finditer(text):
        yield Protected(match.start(), match.end(), match[0], match[0], "not text")


def _names(text: str, chosen: Configuration, credited: Iterable[str]) -> list[Protected]:
    """Return the names in the text with their forms."""
    found = find_names(text, SOUGHT if chosen.origin == "s" else "", credited)
    found.sort(key=lambda name: name.start - name.end)
    names = sorted({name.name for name in found})
    forms = dict(zip(names, name_forms(names, chosen), strict=True))
    return [
        Protected(name.start, name.end, name.name, name.form or forms[name.name], name.evidence)
        for name in found
    ]


def _wordings(text: str, chosen: Configuration) -> list[Protected]:
    """Return slogans and titles, which phrase forms would reword: `重要窗口` stays what it says.

    What stands between quotation marks once is the same wording where it stands without them.
    """
    plain = chosen.character_form
    if plain is None:
        return []
    wordings = sorted({match[1] for match in WORDING.finditer(text)}, key=lambda words: (-len(words), words))
    reworded = [
        (words, simple)
        for words, simple, phrase in zip(
            wordings, convert_pieces(wordings, plain), convert_pieces(wordings, chosen), strict=True
        )
        if simple != phrase
    ]
    return [
        Protected(match.start(), match.end(), words, simple, "quoted wording")
        for words, simple in reworded
        for match in re.finditer(re.escape(words), text)
    ]
