"""The program `epubmaker`, also as `python -m epubmaker`."""

import signal


def main() -> None:
    """Run the command line. Ctrl-C while its modules are loaded ends it without a word, as it ends any program."""
    heeds = (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )  # not so in the background of a shell
    if heeds:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from epubmaker.cli import main as run  # noqa: PLC0415

    if heeds:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
