"""The exceptions of the library. Each has an exit code for the command line and a message that says what to do.

EpubmakerError
├── InputError                 10  the input cannot be used
│   ├── InputMissingError      11  no such file or folder
│   ├── InputUnreadableError   12  no permission, or a device error
│   ├── InputEmptyError        13  nothing but white space
│   ├── InputBinaryError       14  not text
│   ├── InputEncodingError     15  text in no encoding we can tell
│   ├── InputTooLargeError     16  over a limit that an option lifts
│   ├── InputFolderEmptyError  17  a folder without texts
│   ├── EditionFormatError     18  an edition file that breaks the schema
│   ├── InputEncryptedError    19  a PDF that asks for a password
│   └── InputDamagedError      22  a file with positions that is damaged or of no kind that can be read
├── OutputError                20  the output cannot be written
│   └── OutputEditedError      21  what lies there was changed by a person, and is kept
├── OptionError                30  an option has no such value
├── DependencyError            40  a library or a data file is missing or the wrong one
├── EngineError                41  the processes or machines that shared the work are lost
├── OutOfMemoryError           42  there is not enough memory
├── ConservationError          50  a character would be lost or doubled (a defect of ours)
├── RenderError                51  a book came out malformed (a defect of ours)
├── CorrectionsError           60  a corrections file does not fit its source
└── EditionDoubtfulError       61  an edition is not to be trusted as a whole, and the caller asked to be told (--strict)

Anything else that is raised is a defect; the command line returns 70 for it (EX_SOFTWARE of sysexits.h).
"""

from epubmaker.messages import Message

DEFECT_EXIT_CODE = 70
OUT_OF_MEMORY = Message(
    "there is not enough memory; close other programs, lower --jobs, or build fewer editions at a time"
)


class EpubmakerError(Exception):
    """Raised for anything the caller can act on; `exit_code` is what the command line returns."""

    exit_code = 1


class InputError(EpubmakerError):
    """Raised where input cannot be used."""

    exit_code = 10


class InputMissingError(InputError):
    """Raised where input does not exist."""

    exit_code = 11


class InputUnreadableError(InputError):
    """Raised where input may not or cannot be read."""

    exit_code = 12


class InputEmptyError(InputError):
    """Raised where input holds nothing but white space."""

    exit_code = 13


class InputBinaryError(InputError):
    """Raised where input is not text."""

    exit_code = 14


class InputEncodingError(InputError):
    """Raised where input is in no encoding that can be told."""

    exit_code = 15


class InputTooLargeError(InputError):
    """Raised where input is over a limit that an option lifts."""

    exit_code = 16


class InputFolderEmptyError(InputError):
    """Raised where a folder holds no texts."""

    exit_code = 17


class EditionFormatError(InputError):
    """Raised where an edition file breaks the schema."""

    exit_code = 18


class InputEncryptedError(InputError):
    """Raised for a PDF that opens with a password only."""

    exit_code = 19


class InputDamagedError(InputError):
    """Raised for a PDF, an XML or a JSON file of a page that is damaged, or of no kind that can be read."""

    exit_code = 22


class OutputError(EpubmakerError):
    """Raised where output cannot be written."""

    exit_code = 20


class OutputEditedError(OutputError):
    """Raised where a file in the output folder was changed since it was built, and would be lost."""

    exit_code = 21


class OptionError(EpubmakerError):
    """Raised where an option has no such value."""

    exit_code = 30


class DependencyError(EpubmakerError):
    """Raised where a library or data file is missing or the wrong one."""

    exit_code = 40


class EngineError(EpubmakerError):
    """Raised where the processes or machines that shared the work are lost."""

    exit_code = 41


class OutOfMemoryError(EpubmakerError):
    """Raised where an edition needs more memory than there is."""

    exit_code = 42


class ConservationError(EpubmakerError):
    """Raised where a reconstruction would lose or double a character: a defect of the library, nothing is written."""

    exit_code = 50


class RenderError(EpubmakerError):
    """Raised where a book came out malformed: a defect of the library, nothing is written."""

    exit_code = 51


class CorrectionsError(EpubmakerError):
    """Raised where a corrections file does not fit its source."""

    exit_code = 60


class EditionDoubtfulError(EpubmakerError):
    """Raised where the caller is strict and an edition bears a verdict on a page as a whole (`Edition.verdicts`)."""

    exit_code = 61
