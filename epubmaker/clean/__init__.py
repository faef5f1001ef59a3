"""Cleaning: what stands for plain characters is set as these before any stage reads the text; every change is an `Edit`."""

from epubmaker.clean.damage import damage
from epubmaker.clean.stage import Cleaned, clean

__all__ = ["Cleaned", "clean", "damage"]
