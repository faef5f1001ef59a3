"""A year in one book: seconds and peak memory of collecting 50, 100, 200 and 365 different editions.

    python tests/benchmarks/bench_year.py --out FOLDER [--editions FOLDER] [SIZES ...]

`--editions` names a folder of edition files, such as `load_archive.py` leaves in its `all`. Without it as many texts
as are needed are made as there, and built. Each size is collected in a process of its own, by `batch.collect`, as
`build --collect all` does once the editions are there. The last volume goes through EPUBCheck.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from time import perf_counter, process_time

from load_archive import ROOT, build, make_pages

sys.path.insert(0, str(ROOT))
SIZES = [50, 100, 200, 365]


def peak_mib() -> float:
    """Return the most memory this process has held; the figure of `getrusage` would count its parent's too."""
    status = Path("/proc/self/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def collect_some(editions: Path, count: int) -> None:
    """Collect so many editions and print: seconds, processor seconds, MiB before, MiB at the peak, bytes."""
    from epubmaker.batch import BuildOptions, Outcome  # noqa: PLC0415  (only the children load it)
    from epubmaker.batch.collect import collect  # noqa: PLC0415

    names = [path.name.removesuffix(".edition.json") for path in edition_files(editions)[:count]]
    outcomes = [Outcome(name, (), "built") for name in names]
    before, start, start_of_work = peak_mib(), perf_counter(), process_time()
    (volume,) = collect(outcomes, editions, BuildOptions(collect="all"), "all")
    seconds, work = perf_counter() - start, process_time() - start_of_work
    if volume.status != "built":
        raise SystemExit(f"{volume.name}: {volume.failure or volume.status}")
    print(seconds, work, before, peak_mib(), (editions / volume.outputs[0]).stat().st_size)


def edition_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.edition.json"))


def gather(source: Path, folder: Path, count: int) -> None:
    """Link the edition files into a folder of our own, so that the volume is written beside nobody's books."""
    folder.mkdir(parents=True)
    for path in edition_files(source)[:count]:
        (folder / path.name).symlink_to(path.absolute())
    if len(edition_files(folder)) < count:
        raise SystemExit(f"{source}: holds fewer than {count} edition files")


def make_editions(folder: Path, count: int) -> Path:
    """Make editions where none are given."""
    print(f"pages: {count} {make_pages(folder / 'texts', count)}")
    build(folder / "texts", folder / "books", 2, "--format", "epub")
    return folder / "books"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is not there yet")
    parser.add_argument("--editions", type=Path)
    chosen = parser.parse_args()
    if len(chosen.sizes) == 1 and chosen.editions == chosen.out:  # one of our own children
        collect_some(chosen.out, chosen.sizes[0])
        return 0
    most = max(chosen.sizes)
    chosen.out.mkdir(parents=True)
    editions = chosen.out / "editions"
    gather(chosen.editions or make_editions(chosen.out, most), editions, most)
    print("editions   wall s    cpu s   ms each   peak MiB   above start   book MiB")
    for size in sorted(chosen.sizes):
        command = [sys.executable, __file__, "--editions", str(editions), "--out", str(editions), str(size)]
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        wall, work, before, peak, size_of_book = map(float, found)
        print(f"{size:8} {wall:8.2f} {work:8.2f} {1000 * work / size:9.1f}", end="")
        print(f" {peak:10.1f} {peak - before:13.1f} {size_of_book / (1 << 20):10.2f}", flush=True)
    (volume,) = editions.glob("collected-*.epub")
    check = [sys.executable, str(ROOT / "tests/check_epub.py"), str(volume)]
    return subprocess.run(check, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
