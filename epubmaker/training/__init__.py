"""Scripts that make the data files of `epubmaker/seams/data`. Nothing imports them, and no wheel holds them.

python -m epubmaker.training.prepare   CORPUS_DIR -o WORK --keep-clean-of PAGE.txt ...
python -m epubmaker.training.ngrams    WORK -o epubmaker/seams/data/ngrams.npy
python -m epubmaker.training.towers    WORK -o WORK/towers.pt --minutes 60
python -m epubmaker.training.weights   WORK --simulator simulate.py -o epubmaker/seams/data/weights.json
"""
