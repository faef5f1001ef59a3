"""What a process that is epubmaker's own settles before it works. A caller's process is left as it was."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Free memory that a process may keep, and the size from which an array is given back at once: wide enough that an
# edition is built no slower, narrow enough that memory is level.
_KEPT_BYTES = 8 << 20
_LARGE_BYTES = 1 << 20
# Names of the two in glibc's malloc.h.
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


def use_one_thread() -> None:
    """Keep numpy, not loaded yet, from starting threads: they would fight with the other workers.

    The order of its sums, and with it the last digit of a score, would depend on the number of threads too.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def give_back_memory() -> None:
    """Make the C library give back what is free; nothing happens where it is not glibc.

    Left alone, glibc raises its thresholds to the largest array ever freed, and twice that, up to 64 MiB: a worker
    would keep the room of the widest page it has met, and seem to grow for as long as wider ones come.
    """
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415  (numpy loads it anyhow; nothing else does)

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)
        mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector of cyclic garbage from looking at what a piece of work is still making; it works again after it.

    A document of a thousand articles holds some hundred thousand values that all stay until its file is written; looking
    through them again and again takes a tenth of the time and frees nothing.
    """
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()
