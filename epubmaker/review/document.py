"""An HTML file with everything in it: its policy names its own style and script by hash and forbids all else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from epubmaker.review.markup import Html, join, tag

GENERATOR = "epubmaker proof desk"


def is_proof_page(payload: bytes) -> bool:
    """Say whether a file is a page that this room has made: it may be made again over itself."""
    return payload.startswith(b"<!DOCTYPE html>") and f'content="{GENERATOR}"'.encode() in payload[:500]


def document(
    title: str, body: str, style: str, script: str = "", connect: str = "'none'", *, images: bool = False
) -> str:
    """Return a page. `connect` is what its script may ask, in the words of a content security policy; `images` it holds itself."""
    head = join(
        tag("meta", charset="utf-8"),
        tag("meta", name="generator", content=GENERATOR),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style, script, connect, images)),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        Html(f"<style>{style}</style>"),
    )
    whole = join(body, Html(f"<script>{script}</script>")) if script else join(body)
    return f"<!DOCTYPE html>\n{tag('html', tag('head', head), tag('body', whole), lang='zh')}\n"


def asset(name: str) -> str:
    """Return a file of `static/`."""
    return (files("epubmaker.review") / "static" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str, connect: str, images: bool) -> str:
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; "
        f"{'img-src data:; ' if images else ''}connect-src {connect}; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
