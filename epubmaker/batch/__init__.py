"""Many editions: what to build, how the work is shared out, what became of it."""

from epubmaker.batch.build import build
from epubmaker.batch.cluster import Cluster
from epubmaker.batch.executors import Executor, Serial
from epubmaker.batch.options import BuildOptions, Existing, MastheadOverrides
from epubmaker.batch.pages import PagePattern
from epubmaker.batch.processes import Processes
from epubmaker.batch.report import BuildReport, Failure, Outcome, is_report
from epubmaker.batch.tasks import Task, plan_tasks
from epubmaker.batch.work import Bench

__all__ = [
    "Bench",
    "BuildOptions",
    "BuildReport",
    "Cluster",
    "Executor",
    "Existing",
    "Failure",
    "MastheadOverrides",
    "Outcome",
    "PagePattern",
    "Processes",
    "Serial",
    "Task",
    "build",
    "is_report",
    "plan_tasks",
]
