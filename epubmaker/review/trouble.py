"""What the desk shows while the files on disk make no page: what is wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from epubmaker.errors import CorrectionsError, InputError
from epubmaker.review.document import asset, document
from epubmaker.review.markup import Html, join, tag
from epubmaker.review.wording import WORDS


def trouble_page(error: Exception, name: str, address: str, say: Callable[[str], str] = str) -> str:
    """Return a page on an error; `name` is that of the text's file, `address` where the desk can be loaded again.

    It has no script, so that no choice of language is at hand: both stand on it.
    """
    if isinstance(error, CorrectionsError):
        advice = "mend-corrections"
    elif isinstance(error, InputError):
        advice = "mend-source"
    else:
        advice = "mend-other"
    body = join(
        tag("header", tag("h1", _both("desk", "span")), tag("p", name, class_="file")),
        tag(
            "main",
            tag("h2", _both("trouble", "span")),
            tag("pre", say(str(error)), role="alert"),
            _both(advice, "p"),
            tag("p", tag("a", _both("load-again", "span"), href=address)),
            class_="trouble",
        ),
    )
    return document(f"{WORDS['trouble'][0]} {name}", body, asset("desk.css"))


def _both(key: str, name: str) -> Html:
    """Return the words of a key in Chinese and English, each in its own element."""
    chinese, _, english = WORDS[key]
    return join(tag(name, chinese, lang="zh"), " ", tag(name, english, lang="en"))
