"""What identifies a newspaper beside its name: publishers, ISSN, Chinese serial number, rights; read from the page, or given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from epubmaker.errors import OptionError
from epubmaker.messages import Message
from epubmaker.model import Edition
from epubmaker.render.toc import one_line
from epubmaker.text import patterns as re

_ISSN = re.compile(r"ISSN\s*[:：]?\s*(\d{4})\s*[-－—]\s*(\d{3}[\dXx])")
# 国内统一连续出版物号 CN 33-0012, with a class letter in periodicals: CN 33-0012/D.
_CN = re.compile(
    r"(?:CN|国内统一(?:连续出版物|刊)号\s*[:：]?\s*(?:CN)?)\s*[:：]?\s*(\d{2}\s*[-－—]\s*\d{4}(?:/[A-Z][A-Z0-9]*)?)"
)
_SPLIT = re.compile(r"[\s、，,;；／/]+")
# Words behind the names of publishers that say what they do: jointly, chiefly.
_DOING = re.compile(
    "(?:联合|共同|聯合)?(?:主管主办|主办|主管|联办|合办|协办|编辑出版|出版发行|出版|主辦|聯辦|合辦|協辦|編輯出版)$"
)
_LABEL = re.compile(r"^(?:主管|主办|出版|编辑出版|主辦)(?:单位|單位)?[:：]")
_RIGHTS = re.compile(r"[^。\n]*(?:不得(?:复制|转载|擅自)|版权所有|版權所有|不得(?:複製|轉載))[^。\n]*。?")
_STATED = ("masthead", "colophon", "folio", "notice")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a caller knows of the newspaper; empty strings are read from the page where it says so.

    Raises `OptionError` for an ISSN whose check digit is wrong, or a serial number that is none.
    """

    issn: str = ""
    cn: str = ""
    rights: str = ""

    def __post_init__(self) -> None:
        if self.issn:
            found = re.fullmatch(r"(\d{4})-?(\d{3}[\dXx])", self.issn.strip())
            number = f"{found[1]}-{found[2].upper()}" if found else ""
            if not number or not _is_issn(number):
                raise OptionError(
                    Message("--issn {issn}: no ISSN; it has eight digits, such as 0028-0836", issn=self.issn)
                )
            object.__setattr__(self, "issn", number)
        if self.cn and not re.fullmatch(r"(?:CN\s*)?\d{2}-\d{4}(?:/[A-Z][A-Z0-9]*)?", self.cn.strip()):
            raise OptionError(
                Message("--cn {cn}: no serial number; it is written as 33-0012 or 11-1234/D", cn=self.cn)
            )
        object.__setattr__(self, "cn", re.sub(r"^CN\s*", "", self.cn.strip()))


def imprint_of(edition: Edition, given: Imprint) -> Imprint:
    """Return what is given, and for the rest what the page itself states."""
    stated = [piece.text for piece in edition.furniture if piece.kind in _STATED]
    issn = next(
        (number for text in stated for found in _ISSN.finditer(text) if _is_issn(number := _joined(found))),
        "",
    )
    cn = next((re.sub(r"\s*[-－—]\s*", "-", found[1]) for text in stated for found in _CN.finditer(text)), "")
    rights = next((one_line(found[0]) for text in stated for found in _RIGHTS.finditer(text)), "")
    return replace(given, issn=given.issn or issn, cn=given.cn or cn, rights=given.rights or rights)


def publishers_of(edition: Edition) -> tuple[str, ...]:
    """Return the publishers one by one, without the words that say what they do."""
    return tuple(dict.fromkeys(_publishers(one_line(edition.masthead.publisher))))


def _publishers(line: str) -> Iterator[str]:
    for part in _SPLIT.split(line):
        name = _DOING.sub("", _LABEL.sub("", part))
        if name:
            yield name


def _joined(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[2].upper()}"


def _is_issn(number: str) -> bool:
    """Say whether the check digit is right (ISO 3297)."""
    digits = number.replace("-", "")
    total = sum(int(digit) * (8 - place) for place, digit in enumerate(digits[:7]))
    return "0123456789X"[(11 - total % 11) % 11] == digits[7]
