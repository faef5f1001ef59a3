"""Many editions into books."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import perf_counter

from epubmaker.batch.collect import collect
from epubmaker.batch.executors import Executor, Serial
from epubmaker.batch.options import BuildOptions
from epubmaker.batch.report import BuildReport, Outcome
from epubmaker.batch.tasks import Task, plan_tasks
from epubmaker.batch.work import Bench
from epubmaker.errors import OptionError
from epubmaker.files import clear_leftovers, output_folder

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
    """This makes the books of every edition in `inputs` (files and folders) in the folder `out`.

    What has not changed since the last run is left alone unless `rebuild`. An edition that fails does not
    stop the others: it stands in the report with its reason. `watch(outcome, done, total)` follows each one.
    Raises `InputFolderEmptyError`, `OutputError` and `OptionError` before anything is made.
    """
    start = perf_counter()
    tasks = plan_tasks([inputs] if isinstance(inputs, (str, Path)) else inputs, options.pages)
    _check_overrides(options, tasks)
    folder = output_folder(Path(out))
    clear_leftovers({(folder / task.name).parent for task in tasks})
    outcomes: dict[str, Outcome] = {}
    for done, outcome in enumerate(_outcomes(Bench(folder, options, rebuild), tasks, executor), 1):
        outcomes[outcome.name] = outcome
        if watch:
            watch(outcome, done, len(tasks))
    editions = tuple(outcomes[task.name] for task in tasks)
    volumes = collect(editions, folder, options, options.collect) if options.collect else ()
    return BuildReport(editions, volumes, perf_counter() - start)


def _outcomes(bench: Bench, tasks: Iterable[Task], executor: Executor) -> Iterator[Outcome]:
    """This yields what is current, then what is built; workers are started only where there is work for them."""
    rest = []
    for task in tasks:
        if outcome := bench.current(task):
            yield outcome
        else:
            rest.append(task)
    if rest:
        yield from executor.run(bench, rest)


def _check_overrides(options: BuildOptions, tasks: tuple[Task, ...]) -> None:
    if len(tasks) > 1 and (options.masthead.date or options.masthead.issue_number is not None):
        raise OptionError(f"--date and --issue are for one edition; the inputs hold {len(tasks)}")
