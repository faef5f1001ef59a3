"""A folder of editions on all processors; run it again and only what changed is made.

python archive.py FOLDER OUT
"""

import os
import sys

import epubmaker
from epubmaker.batch import Processes


def main() -> None:
    def watch(outcome, done, total):
        print(f"{done}/{total} {outcome.name}: {outcome.status}")

    folder, out = sys.argv[1:]
    report = epubmaker.build(folder, out, executor=Processes(os.cpu_count() or 1), watch=watch)
    for outcome in report.failures:
        print(outcome.failure.message)
    print(f"{report.count('built')} built, {report.count('current')} were current, {report.seconds:.1f} s")


# Worker processes import this file anew: what starts them must stand behind this test.
if __name__ == "__main__":
    main()
