"""Restoration: what a recogniser or an extractor did to the text is undone, and every change is recorded."""

from epubmaker.restore.options import RestoreOptions
from epubmaker.restore.rebuild import rebuild_source
from epubmaker.restore.setting import Setting
from epubmaker.restore.stage import restore, restore_text
from epubmaker.restore.tracked import Change, TrackedText

__all__ = ["Change", "RestoreOptions", "Setting", "TrackedText", "rebuild_source", "restore", "restore_text"]
