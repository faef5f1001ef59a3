"""Many editions into books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from epubmaker.batch.catalogue import write_catalogues
from epubmaker.batch.clean import Cleaned, clean
from epubmaker.batch.collect import collect
from epubmaker.batch.executors import Executor, Serial
from epubmaker.batch.names import safe_name
from epubmaker.batch.options import BuildOptions
from epubmaker.batch.report import BuildReport, Failure, Outcome
from epubmaker.batch.single import build_book, is_book_path
from epubmaker.batch.stamps import FOLDER
from epubmaker.batch.tasks import Task, plan_tasks
from epubmaker.batch.work import Bench
from epubmaker.errors import EngineError, InputUnreadableError, OptionError
from epubmaker.files import clear_leftovers, output_folder
from epubmaker.messages import Message
from epubmaker.readers.edition import MEDIA_SUFFIX

Watch = Callable[[Outcome, int, int], None]


def build(
    inputs: Iterable[str | Path] | str | Path,
    out: str | Path,
    options: BuildOptions = BuildOptions(),
    executor: Executor = Serial(),
    *,
    rebuild: bool = False,
    watch: Watch | None = None,
) -> BuildReport:
    """Make the books of every edition in `inputs` (files and folders) in the folder `out`.

    What has not changed since the last run is left alone unless `rebuild`. An edition that fails does not
    stop the others: it stands in the report with its reason. `watch(outcome, done, total)` follows each one.
    Where `out` ends in `.epub` or `.pdf` and is no folder, it is the book of a lone edition, and nothing else is written.
    Raises `InputFolderEmptyError`, `OutputError` and `OptionError` before anything is made.
    """
    start = perf_counter()
    options = options.with_absolute_paths()
    named = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    refused: list[Outcome] = []
    again = options.existing.overwrite_edits
    tasks = plan_tasks(named, options.pages, _refusing(refused), options.name, again=again)
    _check_overrides(options, tasks)
    if is_book_path(Path(out)):
        return build_book(tasks, Path(out), options)
    bench = Bench(output_folder(Path(out)), options, rebuild)
    clear_leftovers(_written_to(bench.out, tasks))
    outcomes, lost = _built(bench, tasks, executor, watch)
    editions = tuple(outcomes[task.name] for task in tasks)
    volumes = collect(editions, bench.out, options, options.collect) if options.collect else ()
    notes = write_catalogues(editions, bench.out, options) if options.catalogues else ()
    done = (*editions, *refused)
    wanted = [*map(Path, named)] if options.existing.clean else None
    swept = Cleaned() if wanted is None else clean(bench.out, wanted, (*editions, *volumes))
    gone = tuple(swept.removed), tuple(swept.refused)
    return BuildReport(done, volumes, perf_counter() - start, lost, *gone, notes, options.strict)


def _refusing(refused: list[Outcome]) -> Callable[[Path, InputUnreadableError], None]:
    """Return what takes down folders that cannot be read as editions that failed: the others are built."""

    def refuse(folder: Path, error: InputUnreadableError) -> None:
        name = f"{safe_name(folder.name)}/"  # no edition's name ends so
        refused.append(Outcome(name, (str(folder),), "failed", failure=Failure.of(error)))

    return refuse


def _written_to(out: Path, tasks: Iterable[Task]) -> set[Path]:
    """Return the folders that this build writes to, those of the stamps and of pictures too."""
    names = [task.name for task in tasks]
    pictures = {out / f"{name}{MEDIA_SUFFIX}" for name in names}
    return {
        out,
        out / FOLDER,
        *pictures,
        *((top / name).parent for name in names for top in (out, out / FOLDER)),
    }


def _built(
    bench: Bench, tasks: tuple[Task, ...], executor: Executor, watch: Watch | None
) -> tuple[dict[str, Outcome], str | None]:
    """Return the outcome of every task by name, and why the engine was lost, if it was: then what it had not built failed."""
    outcomes: dict[str, Outcome] = {}
    lost = None
    try:
        for done, outcome in enumerate(_outcomes(bench, tasks, executor), 1):
            outcomes[outcome.name] = outcome
            if watch:
                watch(outcome, done, len(tasks))
    except EngineError as error:
        lost = str(error)
        for task in tasks:
            unbuilt = Outcome(task.name, tuple(map(str, task.paths)), "failed", failure=Failure.of(error))
            outcomes.setdefault(task.name, unbuilt)
    return outcomes, lost


def _outcomes(bench: Bench, tasks: Iterable[Task], executor: Executor) -> Iterator[Outcome]:
    """Yield what is current, then what is built; workers are started only where there is work for them."""
    rest: dict[str, Task] = {}
    for task in tasks:
        if outcome := bench.current(task):
            yield outcome
        else:
            rest[task.name] = task
    if rest:
        # A worker may have another working folder; the report names the inputs as they were given.
        absolute = [
            replace(task, paths=tuple(path.absolute() for path in task.paths)) for task in rest.values()
        ]
        for outcome in executor.run(bench, absolute):
            yield replace(outcome, inputs=tuple(map(str, rest[outcome.name].paths)))


def _check_overrides(options: BuildOptions, tasks: tuple[Task, ...]) -> None:
    if len(tasks) > 1 and (options.masthead.date or options.masthead.issue_number is not None):
        raise OptionError(
            Message("--date and --issue are for one edition; the inputs hold {count}", count=len(tasks))
        )
    files = sum(len(task.paths) for task in tasks)
    if files > 1 and options.read.image is not None:
        raise OptionError(
            Message(
                "--image is for one file; there are {files}: lay each image beside its file, under its name",
                files=files,
            )
        )
