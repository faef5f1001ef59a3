"""Scripts that make the data files of `epubmaker/seams/data`. Nothing imports them but tests, and no wheel holds them.

In order: `prepare` (text to numbers), `ngrams` and `pack` (the language model), `lexicon` (words), `towers` and
`export_towers` (the learnt scorer), `weights` (the linear model, on `simulated` pages). The commands, the sources and the figures
stand in `epubmaker/seams/data/MODEL_CARD.md`. `pages` makes newspaper pages with known truth: `python -m epubmaker.training pages`.
"""
