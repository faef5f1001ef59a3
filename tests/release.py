"""Hold a release to its promises: wheel and sdist are the same bytes wherever they are built, and install and run.

    pip install build hatchling pipx && python tests/release.py

What git knows of the checkout is copied twice, with other times and file modes, and built in each copy; then the sdist is
unpacked and built once more, installed into an environment of its own, and run; last `pipx run` runs the wheel. Prints what
it has found, and ends with 1 where a promise is not kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
from hashlib import sha256
from pathlib import Path

from epubmaker.version import __version__

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build, compare, install, run."""
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        folder = Path(name)
        copies = copied(folder / "here"), aged(copied(folder / "elsewhere"))
        here, elsewhere = built(copies[0], folder / "dist"), built(copies[1], folder / "again")
        compared("wheel and sdist, built in two places", here, elsewhere)
        source = next(path for path in here if path.suffix == ".gz")
        wheel = next(path for path in here if path.suffix == ".whl")
        with tarfile.open(source) as archive:
            archive.extractall(folder / "unpacked", filter="data")
        (unpacked,) = (folder / "unpacked").iterdir()
        compared("the wheel, built of the sdist", [wheel], built(unpacked, folder / "third", "--wheel"))
        venv.create(folder / "env", with_pip=True)
        ran([folder / "env/bin/pip", "install", "-q", "--no-compile", source], folder)
        ran([folder / "env/bin/epubmaker", "build", ROOT / "seeds", "-o", folder / "books"], folder)
        said("pip install SDIST", ran([folder / "env/bin/epubmaker", "--version"], folder))
        pipx = [sys.executable, "-m", "pipx", "run", "--spec", wheel, "epubmaker", "--version"]
        said("pipx run --spec WHEEL", ran(pipx, folder))


def copied(folder: Path) -> Path:
    """Copy what git knows of the checkout, as it is on disk, and return where."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            target.write_bytes((ROOT / name).read_bytes())
    return folder


def built(checkout: Path, target: Path, *what: str) -> list[Path]:
    """Build wheel and sdist of a checkout, or what is named, and return them by name."""
    ran([sys.executable, "-m", "build", "-n", "-o", target, *(what or ("--sdist", "--wheel"))], checkout)
    return sorted(target.iterdir())


def aged(checkout: Path) -> Path:
    """Give every file another time and other rights, as another machine would."""
    for path in checkout.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    return checkout


def compared(what: str, here: list[Path], there: list[Path]) -> None:
    """Print the sums of files that are the same; end where they are not."""
    sums = [[(path.name, sha256(path.read_bytes()).hexdigest()) for path in paths] for paths in (here, there)]
    if sums[0] != sums[1]:
        sys.exit(f"{what}: not the same\n{sums[0]}\n{sums[1]}")
    for path, (name, digest) in zip(here, sums[0], strict=True):
        print(f"{what}: {name} {path.stat().st_size:,} bytes {digest[:16]}", flush=True)


def said(what: str, version: str) -> None:
    """Print what a command said of its version; end where it is another one."""
    if not version.strip().endswith(f"version {__version__}"):
        sys.exit(f"{what}: {version}")
    print(f"{what}: {version.strip()}", flush=True)


def ran(command: list[object], folder: Path) -> str:
    """Run a command away from the checkout, so that nothing of it is imported, and return what it printed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    words = [str(word) for word in command]
    return subprocess.run(
        words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
