"""Text can be read on every paper that readers offer: contrast as Chromium computes it, on four grounds, in every theme."""

from itertools import product

import pytest
from epub_reading import Book
from epub_samples import sample
from review_browser import browser_page

from epubmaker.render.epub import EpubOptions, render_epub

# Paper and ink as reading systems set them on the body: white, sepia, night, black.
GROUNDS = {"#ffffff": "#000000", "#fbf0d9": "#3a2d1a", "#121212": "#e0e0e0", "#000000": "#fefefe"}
LEAST = 4.5  # WCAG 2.2, 1.4.3

CONTRAST = """
() => {
  const rgba = colour => {
    const part = colour.match(/[0-9.]+/g).map(Number);
    return part.length > 3 ? part : [...part, 1];
  };
  const over = (top, below) => [0, 1, 2].map(k => top[k] * top[3] + below[k] * (1 - top[3]));
  const light = colour => {
    const [r, g, b] = colour.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = element => {
    if (element === null) return [255, 255, 255];
    return over(rgba(getComputedStyle(element).backgroundColor), paper(element.parentElement));
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim()) continue;
    const element = node.parentElement, ground = paper(element);
    const ink = over(rgba(getComputedStyle(element).color), ground);
    const [a, b] = [light(ink), light(ground)];
    const where = element.tagName + '.' + element.className;
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), where, node.data.slice(0, 20)]);
  }
  return found;
}
"""


@pytest.mark.validator
@pytest.mark.parametrize("theme", ["classic", "modern", "archive"])
def test_every_text_is_readable_on_every_ground(theme, tool, tmp_path):
    options = EpubOptions(theme=theme, notes=True, index=True)
    Book(render_epub(sample(pages=True), options)).zip.extractall(tmp_path)
    faint, seen = [], 0
    dark = ("#121212", "#000000")
    asked = [
        (ground, scheme)
        for ground in GROUNDS
        for scheme in (("dark", "light") if ground in dark else ("light",))
    ]
    with browser_page(tool("chromium")) as page:
        for name, (ground, scheme) in product(sorted(tmp_path.glob("epub/*.xhtml")), asked):
            page.emulate_media(color_scheme=scheme)
            page.goto(name.as_uri())
            page.add_style_tag(content=f"body {{ background: {ground}; color: {GROUNDS[ground]}; }}")
            for contrast, where, text in page.evaluate(CONTRAST):
                seen += 1
                if contrast < LEAST:
                    faint.append((ground, name.name, where, text, round(contrast, 2)))
    assert faint == []
    assert seen > 200
