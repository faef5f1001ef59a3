"""A headless Chromium for the tests of the proof desk."""

from __future__ import annotations

import os
from contextlib import contextmanager

import pytest


@contextmanager
def browser_page(chromium: str, **context):
    """Yield a page of a new browser; `page.problems` gathers what its console says, `page.asked` every address it asks for."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  (may be missing)
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail("playwright is missing; CI must have it")
        pytest.skip("playwright is not installed")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        page = browser.new_context(**{"locale": "zh-CN"} | context).new_page()
        page.problems, page.asked = [], []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        yield page
        browser.close()


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
