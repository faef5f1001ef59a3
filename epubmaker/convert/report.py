"""What a conversion did that a reader may want to check."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from epubmaker.convert.protection import Protected

AROUND = 6  # characters of context on either side


@dataclass(frozen=True, slots=True)
class OneToMany:
    """How often a character that has several forms was set in which, with one place for each.

    `examples` are of the original text, one for each of `chosen`.
    """

    character: str
    alternatives: str
    chosen: tuple[tuple[str, int], ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectedTerm:
    """Which term was kept from OpenCC, what it reads now, how often, and by what evidence."""

    term: str
    form: str
    count: int
    evidence: str


@dataclass(frozen=True, slots=True)
class ConversionReport:
    """The summary of one conversion.

    changed      characters of the original that read differently now
    one_to_many  the changed characters that could have become something else
    protected    terms that OpenCC was not asked about, where it would have answered otherwise
    """

    configuration: str
    language: str
    changed: int
    one_to_many: tuple[OneToMany, ...] = ()
    protected: tuple[ProtectedTerm, ...] = ()


def count_one_to_many(
    text: str, stretches: Iterable[tuple[int, int, str]], ways: Mapping[str, str]
) -> tuple[OneToMany, ...]:
    """Count the changed characters that have several forms, in order of their first place."""
    chosen: dict[str, Counter[str]] = {}
    examples: dict[tuple[str, str], str] = {}
    for start, end, after in stretches:
        if len(after) != end - start:
            continue
        for at, form in enumerate(after, start):
            character = text[at]
            forms = ways.get(character)
            if forms is not None and form != character and form in forms:
                chosen.setdefault(character, Counter())[form] += 1
                if (character, form) not in examples:
                    words = text[max(0, at - AROUND) : at + AROUND + 1]
                    examples[character, form] = words.replace("\n", " ")
    return tuple(
        OneToMany(
            character,
            ways[character],
            tuple(sorted(counts.items())),
            tuple(examples[character, form] for form in sorted(counts)),
        )
        for character, counts in chosen.items()
    )


def count_protected(kept: Sequence[Protected], without: Mapping[str, str]) -> tuple[ProtectedTerm, ...]:
    """Count the protected terms that would read otherwise `without` protection."""
    counts = Counter(
        (claim.term, claim.form, claim.evidence) for claim in kept if without[claim.term] != claim.form
    )
    return tuple(
        ProtectedTerm(term, form, count, evidence) for (term, form, evidence), count in sorted(counts.items())
    )
