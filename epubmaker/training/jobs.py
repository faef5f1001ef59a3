"""What makes which data file, in order: the jobs of `python -m epubmaker.training all`.

Arguments are templates: `{sources}` what the user gave, `{corpus}` the corpus made of it, `{work}` the folder for all between,
`{into}` the package whose data is made, `{maker}` the option that names another maker of pages, if there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

MAKER = ("{maker}",)
SEAMS, LABEL, CONVERT = "{into}/seams/data", "{into}/label/data", "{into}/convert/data"


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a module of this folder.

    makes      the files it leaves; where `printed` is set, what it prints is the first of them
    after      jobs whose files it reads: without them it cannot run
    upon       jobs whose models it runs with: it is made again after them, and runs with the shipped ones without them
    packages   what must be installed for it, besides what the library needs
    """

    name: str
    arguments: tuple[str, ...]
    makes: tuple[str, ...]
    after: tuple[str, ...] = ()
    upon: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    module: str = ""
    printed: bool = False

    @property
    def command(self) -> tuple[str, ...]:
        """Return the words behind `python -m epubmaker.training`."""
        return (self.module or self.name.replace("-", "_"), *self.arguments)


JOBS: tuple[Job, ...] = (
    Job("corpus", ("{sources}", "-o", "{corpus}"), ("{corpus}",)),
    Job(
        "prepare",
        ("{corpus}", "-o", "{work}", "--keep-clean-of", "{seeds}"),
        (
            "{work}/text.npy",
            "{work}/documents.npy",
            "{work}/corpora.json",
            "{work}/alphabet.txt",
            "{work}/variants.txt",
        ),
        after=("corpus",),
    ),
    Job(
        "alphabet",
        ("{work}", "{into}"),
        (f"{SEAMS}/alphabet.txt", f"{LABEL}/variants.txt"),
        after=("prepare",),
    ),
    Job("lexicon", ("-o", f"{SEAMS}/lexicon.npz"), (f"{SEAMS}/lexicon.npz",), upon=("alphabet",)),
    Job("heading-words", ("-o", "{into}/render/data/words.bin"), ("{into}/render/data/words.bin",)),
    Job(
        "clauses",
        ("{corpus}", "-o", "{into}/render/data/clauses.bin"),
        ("{into}/render/data/clauses.bin",),
        after=("corpus",),
        upon=("heading-words",),
        packages=("scipy",),
    ),
    Job(
        "given-names",
        ("{corpus}",),
        (f"{CONVERT}/given_names.tsv",),
        after=("corpus",),
        module="name_characters",
        printed=True,
    ),
    Job("ngrams", ("{work}", "-o", "{work}/model.npz"), ("{work}/model.npz",), after=("prepare",)),
    Job(
        "pack", ("{work}/model.npz", "-o", f"{SEAMS}/ngrams.npz"), (f"{SEAMS}/ngrams.npz",), after=("ngrams",)
    ),
    Job(
        "dashes",
        ("{corpus}",),
        ("{into}/restore/data/dash_weights.tsv",),
        after=("corpus",),
        upon=("pack",),
        printed=True,
    ),
    Job(
        "title-words",
        ("{corpus}", "-o", f"{LABEL}/title_words.bin"),
        (f"{LABEL}/title_words.bin",),
        after=("corpus",),
        upon=("alphabet",),
        packages=("scipy",),
    ),
    Job(
        "towers",
        ("{work}", "-o", "{work}/towers.pt"),
        ("{work}/towers.pt",),
        after=("prepare",),
        upon=("alphabet",),
        packages=("torch",),
    ),
    Job(
        "export-towers",
        ("{work}/towers.pt", "-o", f"{SEAMS}/towers.npz"),
        (f"{SEAMS}/towers.npz",),
        after=("towers",),
        packages=("torch",),
    ),
    Job(
        "half",
        ("{work}", "-o", "{work}/half.npz", "--half", "--keep", "2000000"),
        ("{work}/half.npz",),
        after=("prepare",),
        module="ngrams",
    ),
    Job(
        "pack-half",
        ("{work}/half.npz", "-o", "{work}/half-packed.npz"),
        ("{work}/half-packed.npz",),
        after=("half",),
        module="pack",
    ),
    Job(
        "reranker",
        (
            "{work}",
            "--towers",
            "{work}/towers.pt",
            "--language",
            "{work}/half-packed.npz",
            "-o",
            "{work}/reranker.pt",
        ),
        ("{work}/reranker.pt",),
        after=("towers", "pack-half"),
        upon=("export-towers",),
        packages=("torch",),
    ),
    Job(
        "export-reranker",
        ("{work}/reranker.pt", "-o", f"{SEAMS}/reranker.npz"),
        (f"{SEAMS}/reranker.npz",),
        after=("reranker",),
        packages=("torch",),
    ),
    Job(
        "subjects",
        ("{corpus}", "-o", f"{SEAMS}/subjects.npz"),
        (f"{SEAMS}/subjects.npz",),
        after=("corpus",),
        upon=("alphabet",),
        packages=("torch",),
    ),
    Job(
        "weights",
        ("{work}", "-o", f"{SEAMS}/weights.json", *MAKER),
        (f"{SEAMS}/weights.json",),
        after=("prepare",),
        upon=("pack", "lexicon", "export-towers", "export-reranker", "title-words"),
        packages=("scipy",),
    ),
    Job(
        "pages",
        ("--corpus", "{files}", "--pages", "400", "--out", "{work}/pages"),
        ("{work}/pages",),
        after=("corpus",),
        packages=("pdfminer", "pymupdf"),
    ),
    Job(
        "pages-apart",
        ("--corpus", "{files}", "--pages", "120", "--seed", "2", "--out", "{work}/pages-apart"),
        ("{work}/pages-apart",),
        after=("corpus",),
        packages=("pdfminer", "pymupdf"),
        module="pages",
    ),
    Job(
        "pages-wide",
        (
            "--setting",
            "wide",
            "--corpus",
            "{files}",
            "--pages",
            "700",
            "--seed",
            "3",
            "--out",
            "{work}/pages-wide",
        ),
        ("{work}/pages-wide",),
        after=("corpus",),
        packages=("pdfminer", "pymupdf"),
        module="pages",
    ),
    Job(
        "rows-0",
        ("{work}/pages", "--seed", "1", "--epochs", "20", "-o", "{into}/layout/data/rows-0.npz"),
        ("{into}/layout/data/rows-0.npz",),
        after=("pages",),
        packages=("torch",),
        module="rows",
    ),
    Job(
        "rows-1",
        ("{work}/pages", "{work}/pages-wide", "--seed", "11", "-o", "{into}/layout/data/rows-1.npz"),
        ("{into}/layout/data/rows-1.npz",),
        after=("pages", "pages-wide"),
        packages=("torch",),
        module="rows",
    ),
    Job(
        "rows-2",
        ("{work}/pages", "{work}/pages-wide", "--seed", "12", "-o", "{into}/layout/data/rows-2.npz"),
        ("{into}/layout/data/rows-2.npz",),
        after=("pages", "pages-wide"),
        packages=("torch",),
        module="rows",
    ),
    Job(
        "pages-whole",
        ("--whole", "--corpus", "{files}", "--pages", "700", "--out", "{work}/whole"),
        ("{work}/whole",),
        after=("corpus",),
        module="pages",
    ),
    Job(
        "pages-desk",
        ("--setting", "desk", "--corpus", "{files}", "--pages", "220", "--out", "{work}/desk"),
        ("{work}/desk",),
        after=("corpus",),
        module="pages",
    ),
    Job(
        "pages-typed",
        ("--typed", "--corpus", "{files}", "--pages", "1120", "--out", "{work}/typed"),
        ("{work}/typed",),
        after=("corpus",),
        module="pages",
    ),
    Job(
        "read",
        ("{work}/pages", "{work}/whole", "{work}/desk", "{work}/typed", "--out", "{work}/read"),
        ("{work}/read",),
        after=("pages", "pages-whole", "pages-desk", "pages-typed"),
        upon=("weights", "subjects"),
    ),
    Job(
        "tags",
        ("{work}/read", "-o", "{into}/roles/data/tags.npz", "--opinions", "{work}/opinions"),
        ("{into}/roles/data/tags.npz", "{work}/opinions"),
        after=("read",),
        packages=("torch",),
    ),
    Job(
        "sections",
        ("{corpus}", "-o", "{into}/roles/data"),
        (
            "{into}/roles/data/openings.bin",
            "{into}/roles/data/crossheads.bin",
            "{into}/roles/data/sections.npz",
        ),
        after=("corpus",),
        upon=("alphabet", "subjects"),
        packages=("lightgbm", "scipy"),
    ),
    Job(
        "articles",
        ("{work}/read", "--opinions", "{work}/opinions", "-o", "{into}/articles/data/articles.npz"),
        ("{into}/articles/data/articles.npz",),
        after=("read", "tags"),
        packages=("lightgbm",),
    ),
    Job(
        "pages-beside",
        (
            "--setting",
            "train",
            "--seed",
            "9301",
            "--corpus",
            "{files}",
            "--pages",
            "110",
            "--out",
            "{work}/beside",
        ),
        ("{work}/beside",),
        after=("corpus",),
        module="pages",
    ),
    Job(
        "joins",
        ("{work}/beside", "--simulated", "{work}", "-o", "{into}/order/data/joins.npz"),
        ("{into}/order/data/joins.npz",),
        after=("pages-beside", "prepare"),
        upon=("weights", "subjects"),
        packages=("lightgbm",),
    ),
    Job(
        "read-beside",
        ("{work}/beside", "--out", "{work}/read-beside"),
        ("{work}/read-beside",),
        after=("pages-beside",),
        upon=("weights", "subjects"),
        module="read",
    ),
    Job(
        "standing",
        ("{work}/read-beside", "-o", "{into}/articles/data/standing.npz"),
        ("{into}/articles/data/standing.npz",),
        after=("read-beside",),
        upon=("tags", "articles"),
        packages=("lightgbm",),
    ),
    Job(
        "confidence",
        ("{work}/pages-apart", "-o", "{into}/confidence/data"),
        ("{into}/confidence/data/confidence.npz", "{into}/confidence/data/page.json"),
        after=("pages-apart",),
        upon=("tags", "articles", "standing", "weights", "subjects"),
        packages=("lightgbm",),
    ),
)
# What a person must read or choose, and no run of jobs can make.
BY_HAND = {
    "seams/data/twins.txt": "python -m epubmaker.training.twins, after the alphabet has changed",
    "seams/data/confusions.tsv": "python -m epubmaker.training.confusions CORPUS MINUTES, with rapidocr-onnxruntime",
    "convert/data/known_names.txt": "python -m epubmaker.training.known_names, then read the list and strike out what is no name",
    "label/titles.py": "python -m epubmaker.training.label_titles WORK prints the weights to copy",
    "order/data/order.json, articles/data/articles.json, articles/data/headers.json": "chosen on pages held apart; they say how",
    "roles/data/sections.json": "chosen on heads written by hand and generated; it says how",
    "articles/data/genres.json": "counted on the gold of pages of setting train; it says how",
}
