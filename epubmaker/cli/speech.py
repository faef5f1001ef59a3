"""The language in which a run of the command speaks, and how it puts the sentences of the library into it.

Which language is chosen once a run, in this order: `--language`, `EPUBMAKER_LANGUAGE`, the locale (`LANGUAGE`, `LC_ALL`,
`LC_MESSAGES`, `LANG`), what the system says where none is set. The `Speech` goes with the context of the command; nothing
below `cli/` knows it. Catalogues lie in `catalogues/`, made by `tests/catalogues.py`; what no catalogue has stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations
from itertools import zip_longest
from pathlib import Path
from string import Formatter

import click

from epubmaker.cli.foreign import FOREIGN, KEPT
from epubmaker.messages import Message

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
VARIABLE = "EPUBMAKER_LANGUAGE"
_OPTION = "--language"
_TRADITIONAL = {"hant", "tw", "hk", "mo"}
_UNSPOKEN = {"c", "posix"}


@dataclass(frozen=True, slots=True)
class Speech:
    """The language of a run."""

    language: str = "en"

    def say(self, text: str) -> str:
        """Return a sentence in this language: a `Message` by its template, any other by the patterns of what others say."""
        if not isinstance(text, Message):
            return self._recognised(text)
        template = _catalogue(self.language).gettext(text.template) if text.template else ""
        if template == text.template and not text.values:
            return self._recognised(str.__str__(text))
        values = {
            name: self.say(value) if isinstance(value, Message) else value
            for name, value in text.values.items()
        }
        return template.format(**values) if values else template

    def _recognised(self, text: str) -> str:
        """Return a sentence that comes without its template, out of a file or of another library."""
        if self.language == "en":
            return text
        plain = _catalogue(self.language).gettext(text) if text else ""
        if plain != text:
            return plain
        for pattern, template in _patterns():
            if found := pattern.fullmatch(text):
                values = {name: self._recognised(value) for name, value in found.groupdict().items()}
                return _catalogue(self.language).gettext(template).format(**values)
        return text


def current() -> Speech:
    """Return the speech of the command that runs, English where none does."""
    context = click.get_current_context(silent=True)
    return (context.find_object(Speech) if context else None) or Speech()


def speech_for(arguments: Sequence[str], environment: Mapping[str, str], system: str | None) -> Speech:
    """Return the speech of a run, by its arguments and surroundings; `system` is the locale that the system names."""
    return Speech(_asked(arguments) or preferred(environment, system))


def _asked(arguments: Sequence[str]) -> str | None:
    """Return the language that the arguments ask for; known before they are read, so that errors in them are told in it."""
    own = list(arguments)[: arguments.index("--")] if "--" in arguments else list(arguments)
    for word, following in zip_longest(own, own[1:], fillvalue=""):
        option, mark, value = word.partition("=")
        if option == _OPTION:
            given = value if mark else following
            return next((name for name in LANGUAGES if name.lower() == given.lower()), None)
    return None


def preferred(environment: Mapping[str, str], system: str | None) -> str:
    """Return the first language of an environment that there is, English where there is none.

    `LANGUAGE`, a list, goes before the locale, unless that is C: so gettext has it.
    """
    own = language_named(environment.get(VARIABLE, ""))
    if own is not None:
        return own
    locale = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), ""
    )
    if locale.lower() in _UNSPOKEN:
        return "en"
    listed = environment.get("LANGUAGE", "").split(":")
    names = (*listed, locale or system or "")
    return next((found for name in names if (found := language_named(name)) is not None), "en")


def language_named(locale: str) -> str | None:
    """Return the language of a locale's name: `zh_CN.UTF-8`, `zh-Hant`, `Chinese (Traditional)_Taiwan.950`."""
    parts = re.split(r"[_\s()-]+", locale.partition(".")[0].partition("@")[0].lower())
    if parts[0] == "en" or parts[0] in _UNSPOKEN:
        return "en"
    if parts[0] not in ("zh", "chinese"):
        return None
    traditional = "hans" not in parts and (_TRADITIONAL & {*parts} or "traditional" in parts)
    return "zh-Hant" if traditional else "zh-Hans"


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> GNUTranslations:
    path = Path(__file__).with_name("catalogues") / f"{language}.mo"
    with path.open("rb") as stream:
        return GNUTranslations(stream)


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return how to tell the sentences of others, those with most words of their own first."""
    templates = sorted((*KEPT, *FOREIGN), key=lambda template: -len(re.sub(r"\{.*?\}", "", template)))
    return tuple((_pattern(template), template) for template in templates)


def _pattern(template: str) -> re.Pattern[str]:
    seen: set[str] = set()
    parts = []
    for words, name, _, _ in Formatter().parse(template):
        parts.append(re.escape(words))
        if name:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)
