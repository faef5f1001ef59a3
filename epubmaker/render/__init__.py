"""Editions set as books: `epub` for reading devices, `pdf` for print; fonts, themes, contents are shared."""
