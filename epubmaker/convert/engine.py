"""OpenCC's one home: which configurations there are, and strings through one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import ModuleType

from epubmaker.errors import DependencyError, OptionError
from epubmaker.messages import Message

# The language tag (BCP 47) of the text that a configuration makes, by the name behind its `2`.
LANGUAGES = {
    "t": "zh-Hant",
    "tw": "zh-Hant-TW",
    "twp": "zh-Hant-TW",
    "hk": "zh-Hant-HK",
    "hkp": "zh-Hant-HK",
    "s": "zh-Hans",
    "sp": "zh-Hans",
    "jp": "zh-Hant-JP",
}
PRIVATE = range(0xE000, 0xF8FF)


@dataclass(frozen=True, slots=True)
class Configuration:
    """One of OpenCC's configurations: `s2twp` goes from `s` to `tw` with phrase forms."""

    name: str

    @property
    def origin(self) -> str:
        """Return what it converts from: s, t, tw, hk or jp."""
        return self.name.partition("2")[0]

    @property
    def target(self) -> str:
        """Return what it converts to, with a `p` behind it for phrase forms."""
        return self.name.partition("2")[2]

    @property
    def language(self) -> str:
        """Return the language tag of what it makes."""
        return LANGUAGES.get(self.target, "zh")

    @property
    def simplifies(self) -> bool:
        """Say whether it makes Simplified text."""
        return self.target in ("s", "sp")

    @property
    def character_form(self) -> Configuration | None:
        """Return the configuration that does the same without phrase forms; None for one that has none."""
        return Configuration(self.name.removesuffix("p")) if self.target in ("twp", "hkp", "sp") else None


def configuration_names() -> tuple[str, ...]:
    """Return the names of the configurations that the installed OpenCC has."""
    return tuple(sorted(name.removesuffix(".json") for name in _opencc().CONFIGS))


def configuration(name: str) -> Configuration:
    """Return a configuration by OpenCC's name; raises `OptionError` that lists the names for any other."""
    names = configuration_names()
    if name not in names:
        raise OptionError(
            Message("OpenCC has no configuration {name!r}; it has {names}", name=name, names=", ".join(names))
        )
    return Configuration(name)


def convert_pieces(pieces: Sequence[str], chosen: Configuration) -> list[str]:
    """Convert strings in one call, none seeing its neighbours; lone surrogates come back as they were."""
    if not pieces:
        return []
    joined = "".join(pieces)
    separator = next(chr(code) for code in PRIVATE if chr(code) not in joined)
    converted = _converter(chosen.name)(separator.join(pieces)).split(separator)
    if len(converted) != len(pieces):
        raise DependencyError(
            Message(
                "OpenCC's {name} lost a private-use character; its dictionaries are not the official ones",
                name=chosen.name,
            )
        )
    return converted


@dataclass(frozen=True, slots=True)
class Asked:
    """What pieces of one text become, by configuration: each is asked of OpenCC once, however many stages want to know."""

    known: dict[str, dict[str, str]] = field(default_factory=dict)

    def of(self, pieces: Sequence[str], chosen: Configuration) -> list[str]:
        """Convert strings, none seeing its neighbours."""
        known = self.known.setdefault(chosen.name, {})
        new = [piece for piece in dict.fromkeys(pieces) if piece not in known]
        known.update(zip(new, convert_pieces(new, chosen), strict=True))
        return [known[piece] for piece in pieces]


def _opencc() -> ModuleType:
    """Import the official binding; another package has the same import name and different results."""
    try:
        import opencc  # noqa: PLC0415  (heavy: 10 ms and a native library)
    except ImportError as error:
        raise DependencyError(Message("script conversion needs OpenCC: pip install opencc")) from error
    if not hasattr(opencc, "opencc_clib") or not hasattr(opencc, "CONFIGS"):
        raise DependencyError(
            Message(
                "the installed module `opencc` is not the official binding (opencc-python-reimplemented "
                "has the same import name): pip uninstall opencc-python-reimplemented, then pip install "
                "--force-reinstall opencc"
            )
        )
    return opencc


@lru_cache(maxsize=32)
def _converter(name: str) -> Callable[[str], str]:
    """Load a configuration once a process."""
    convert: Callable[[str], str] = _opencc().OpenCC(name).convert
    return convert
