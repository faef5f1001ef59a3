"""Scripts that make the data files. Nothing imports them but tests, and no wheel holds them.

`python -m epubmaker.training all --corpus FOLDER --work WORK` runs all of them in order (`jobs.py` lists them, with what
each reads and makes): `corpus` (what one has into JSON lines), `prepare` (text to numbers), `ngrams` and `pack` (the
language model), `lexicon` (words), `towers` and `export_towers` (the learnt scorer), `weights` (the linear model, on
`simulated` pages), `pages` (newspaper pages with known truth) and what learns from them. The sources and the figures
stand in the `MODEL_CARD.md` beside the data.
"""
