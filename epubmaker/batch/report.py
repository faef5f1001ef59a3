"""What became of each edition."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

from epubmaker.errors import EditionDoubtfulError, EngineError, EpubmakerError, OutputError

Status = Literal["built", "current", "failed"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an edition was not built; `trace` is set for defects of the library only."""

    error: str
    exit_code: int
    message: str
    trace: str = ""

    @classmethod
    def of(cls, error: EpubmakerError) -> Failure:
        """Take down an exception of the library."""
        return cls(type(error).__name__, error.exit_code, str(error))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one edition.

    `status` is `built`, `current` (nothing had changed since the last run) or `failed`; `outputs` are paths
    relative to the output folder; `seconds` is wall time; `warnings` counts diagnostics above `info`; `date` is
    the edition's, in ISO form; `notes` say what a reader would not expect: of names and files, of characters that no font
    has; `paper` is the newspaper's title, "" where it is not known; `verdicts` are the codes of `Edition.verdicts`, each once.
    """

    name: str
    inputs: tuple[str, ...]
    status: Status
    outputs: tuple[str, ...] = ()
    seconds: float = 0.0
    date: str | None = None
    articles: int = 0
    warnings: int = 0
    failure: Failure | None = None
    notes: tuple[str, ...] = ()
    paper: str = ""
    verdicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What became of all editions of a build, in the order of the inputs, and of the volumes they are in.

    `lost` says why the machines or processes that shared the work were lost, None where they were not; `cleaned` names
    the files that were removed, since no input makes them any more; `uncleaned` says what could not be;
    `notes` tell what was kept beside the catalogues; `strict` says that an edition in doubt is no success.
    """

    outcomes: tuple[Outcome, ...]
    volumes: tuple[Outcome, ...] = ()
    seconds: float = 0.0
    lost: str | None = None
    cleaned: tuple[str, ...] = ()
    uncleaned: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    strict: bool = False

    def count(self, status: Status) -> int:
        """Return how many editions ended so."""
        return sum(outcome.status == status for outcome in self.outcomes)

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """Return the editions and volumes that were not made."""
        return tuple(outcome for outcome in self.outcomes + self.volumes if outcome.status == "failed")

    @property
    def doubted(self) -> tuple[Outcome, ...]:
        """Return the editions that are not to be trusted as a whole; their books are made all the same."""
        return tuple(outcome for outcome in self.outcomes if outcome.verdicts)

    @property
    def exit_code(self) -> int:
        """Return what the command line does: 0, 1 where some failed, a lone edition's own code, 41 for a lost engine.

        Where nothing failed and the build is strict, 61 for an edition in doubt.
        """
        if self.lost:
            return EngineError.exit_code
        codes = [outcome.failure.exit_code for outcome in self.failures if outcome.failure]
        if len(self.outcomes) == 1 and codes:
            return codes[0]
        if codes or self.uncleaned:
            return 1 if codes else OutputError.exit_code
        return EditionDoubtfulError.exit_code if self.strict and self.doubted else 0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values."""
        return {
            "seconds": round(self.seconds, 3),
            "built": self.count("built"),
            "current": self.count("current"),
            "failed": self.count("failed"),
            "lost": self.lost,
            "cleaned": list(self.cleaned),
            "uncleaned": list(self.uncleaned),
            "notes": list(self.notes),
            "editions": [asdict(outcome) for outcome in self.outcomes],
            "volumes": [asdict(volume) for volume in self.volumes],
        }

    def to_json(self) -> str:
        r"""Return the report as JSON text, fit for UTF-8: a byte of a file name that is not stands as `\udcXX`."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"
        return text.encode("utf-8", "backslashreplace").decode("utf-8")


def is_report(payload: bytes) -> bool:
    """Say whether a file is a report of an earlier build: the next one may take its place."""
    try:
        values = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and {"built", "current", "failed", "editions", "volumes"} <= values.keys()
