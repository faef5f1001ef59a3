"""What systems and programs leave in folders beside the files of their users, told by its name."""

from __future__ import annotations

# Whole names, in lower case: pictures and views of folders that Windows and macOS keep, bins, what packing on macOS and
# the disk stations of Synology and QNAP add. None of them is a name that a person gives to a newspaper.
_NAMES = frozenset(
    {
        ".ds_store",
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "icon\r",
        "__macosx",
        "$recycle.bin",
        "system volume information",
        "lost+found",
        "@eadir",
        "@tmp",
        "#recycle",
        "@recycle",
    }
)
# How names begin: what macOS keeps beside a file on disks of others, and what LibreOffice, Word and WPS keep while one is open.
_BEGINNINGS = ("._", ".~lock.", "~$")


def is_litter(name: str) -> bool:
    """Say whether a file or folder of this name was left by a system or a program, and is none of the user's own."""
    return name.startswith(_BEGINNINGS) or name.lower() in _NAMES
