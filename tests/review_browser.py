"""A headless Chromium for the tests of the proof desk: one of a module, a context of its own for each page."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_running: list = []  # the driver and its browser, while a module has one


def browser(chromium: str):
    """Return the browser of this module, started by the first test that asks for it."""
    if not _running:
        try:
            from playwright.sync_api import sync_playwright  # noqa: PLC0415  (may be missing)
        except ImportError:
            if os.environ.get("CI"):
                pytest.fail("playwright is missing; CI must have it")
            pytest.skip("playwright is not installed")
        driver = sync_playwright().start()
        _running.append(driver)
        _running.append(driver.chromium.launch(executable_path=chromium, args=_QUIET))
    return _running[1]


def close_browser() -> None:
    """End the browser of a module: its driver has an event loop, which tests of other modules may not find running."""
    if len(_running) == 2:
        _running[1].close()
    if _running:
        _running[0].stop()
    _running.clear()


@contextmanager
def browser_page(chromium: str, **context):
    """Yield a page of its own context; `page.problems` gathers what its console says, `page.asked` every address it asks for."""
    own = browser(chromium).new_context(**{"locale": "zh-CN"} | context)
    try:
        page = own.new_page()
        page.problems, page.asked = [], []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        yield page
    finally:
        own.close()


def violations(page) -> list[str]:
    """Return what axe-core finds wrong with a page, by rule and element."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  (may be missing)
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("axe-playwright-python is missing; CI must have it")
        pytest.skip("axe-playwright-python is not installed")
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node.get('failureSummary', '')}"
        for rule in found
        for node in rule["nodes"]
    ]
