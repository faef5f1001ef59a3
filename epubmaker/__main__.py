"""`python -m epubmaker` is `epubmaker`."""

from epubmaker.cli import main

main()
