"""The proof page in a real browser: accessible, linked both ways, at home in both languages and lights."""

from __future__ import annotations

import pytest
from conftest import SEEDS
from made import proof_of
from review_browser import browser_page, violations

from epubmaker.model import SeamTable, SourceText
from epubmaker.pipeline import ReconstructOptions, reconstruct_and_explain
from epubmaker.review import render_review

pytestmark = pytest.mark.validator
SCREENS = {
    "desktop": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark", "locale": "en-GB"},
    "tablet": {"viewport": {"width": 800, "height": 1100}, "has_touch": True},
    "phone": {"viewport": {"width": 390, "height": 800}, "has_touch": True},
}
# Every screen once, and the other seed on the hardest.
SEEN = [*((SEEDS[0], screen) for screen in SCREENS), (SEEDS[-1], "phone")]


class NoScorer:
    """A scorer that knows nothing of any seam: a page of 5,000 lines without the time to judge them."""

    def score(self, lines, labels, ahead=1):
        return SeamTable(((),) * len(lines), (0.0,) * len(lines), (0.0,) * len(lines))


UNSCORED = ReconstructOptions(scorer=NoScorer())


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem[:3])
def proof(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("proof") / "proof.html"
    path.write_text(proof_of(request.param), encoding="utf-8")
    return path


@pytest.mark.parametrize(("proof", "screen"), SEEN, indirect=["proof"])
def test_the_page_is_accessible_and_silent(proof, tool, screen):
    with browser_page(tool("chromium"), **SCREENS[screen]) as page:
        page.goto(proof.as_uri())
        page.keyboard.press("Alt+ArrowDown")
        assert violations(page) == []
        width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], "nothing hangs over the edge"
        assert page.asked == [proof.as_uri()]
        assert page.problems == []


def test_a_paragraph_lights_its_lines_and_a_line_its_paragraph(proof, tool):
    with browser_page(tool("chromium"), **SCREENS["desktop"]) as page:
        page.goto(proof.as_uri())
        paragraph = page.locator("p.paragraph").nth(2)
        paragraph.hover()
        lines = paragraph.get_attribute("data-lines").split()
        assert page.locator(".lines .lit").evaluate_all("rows => rows.map(row => row.id)") == sorted(
            (f"l{number}" for number in lines), key=lambda name: int(name[1:])
        )
        page.locator(f"#l{lines[-1]}").click()
        assert paragraph.evaluate("node => node.classList.contains('lit')")
        assert page.locator(".chosen").first.get_attribute("data-l") == lines[-1]
        paragraph.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert paragraph.evaluate("node => node === document.activeElement")


def test_doubts_are_walked_by_keyboard_and_followed_to_the_source(proof, tool):
    with browser_page(tool("chromium"), **SCREENS["desktop"]) as page:
        page.goto(proof.as_uri())
        joins = page.locator(".doubt a[href^='#j']")
        if joins.count() == 0:
            pytest.skip("no unsure join in this seed")
        joins.first.focus()
        page.keyboard.press("Enter")
        key = joins.first.get_attribute("href")[2:]
        assert page.evaluate("document.activeElement.dataset.join") == key
        left = page.locator(f"#l{key.split('-')[0]}")
        assert left.evaluate("row => row.classList.contains('lit')")
        assert page.locator("#inspector").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#inspector").is_hidden()
        assert page.evaluate("document.activeElement.dataset.join") == key


@pytest.mark.parametrize("proof", SEEDS[1:], indirect=True)
@pytest.mark.parametrize(
    ("locale", "first"),
    [
        ("zh-TW", "先看這裡"),
        ("zh-HK", "先看這裡"),
        ("zh-Hans-HK", "先看这里"),
        ("zh", "先看这里"),
        ("de", "What"),
    ],
)
def test_the_page_opens_in_the_language_of_the_browser(proof, tool, locale, first):
    with browser_page(tool("chromium"), **(SCREENS["desktop"] | {"locale": locale})) as page:
        page.goto(proof.as_uri())
        assert page.locator("h2").first.inner_text().startswith(first)


def test_the_interface_speaks_three_languages_and_keeps_the_light(proof, tool):
    with browser_page(tool("chromium"), **SCREENS["desktop"]) as page:
        page.goto(proof.as_uri())
        assert page.locator("h2").first.inner_text().startswith("先看这里")
        page.click("#language")
        assert page.locator("h2").first.inner_text().startswith("先看這裡")
        page.click("#language")
        assert page.locator("h2").first.inner_text().startswith("What to look at first")
        page.click("#theme")
        page.reload()
        assert page.locator("h2").first.inner_text().startswith("What to look at first")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


FRAMES = """async () => {
    const gaps = []; let last = performance.now();
    for (let k = 0; k < 40; k++) {
        window.scrollBy(0, 600);
        await new Promise(requestAnimationFrame);
        const now = performance.now(); gaps.push(now - last); last = now;
    }
    return gaps.sort((a, b) => a - b);
}"""
# How much longer the same work takes here when others have a part of the processor: half of all times beside the shortest.
SHARED = """() => {
    const times = [];
    for (let k = 0; k < 60; k++) {
        const start = performance.now(); let sum = 0;
        for (let n = 0; n < 4e6; n++) sum += n % 7;
        times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    return times[30] / times[0];
}"""
LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def _opened(page, path):
    """Return how long a page takes to open, in seconds, and half of its frames, in milliseconds, by how busy the machine is."""
    page.goto(path.as_uri())
    seconds, frames = page.evaluate(LOADED) / 1000, page.evaluate(FRAMES)
    shared = page.evaluate(SHARED)
    return seconds / shared, frames[20] / shared


def test_a_page_of_5000_lines_opens_quickly(tmp_path, tool):
    body = "\n\n".join([SEEDS[0].read_text(encoding="utf-8")] * 12)
    path = tmp_path / "long.html"
    path.write_text(
        render_review(reconstruct_and_explain(SourceText(body, "long.txt"), UNSCORED)), encoding="utf-8"
    )
    with browser_page(tool("chromium"), **SCREENS["desktop"]) as page:
        opened = [_opened(page, path) for _ in range(3)]  # the best of three: other work comes in between
        assert min(seconds for seconds, _ in opened) < 2
        assert min(frame for _, frame in opened) < 50, (
            "half of all frames come in 50 ms or less, without a GPU"
        )
        assert page.locator(".lines li").count() >= 5000
        for beside in ("#masthead", ".overview dl"):  # what is not laid out yet pushes nothing out of sight
            box = page.locator(beside).bounding_box()
            assert box["x"] + box["width"] <= SCREENS["desktop"]["viewport"]["width"]
