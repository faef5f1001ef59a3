"""Catalogues beside the books: feeds, library records, citations; read from the written files by parsers."""

import json
import re
from datetime import datetime
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from epubmaker import BuildOptions, build
from epubmaker.cli import run
from epubmaker.errors import OptionError

ATOM = {"a": "http://www.w3.org/2005/Atom", "dc": "http://purl.org/dc/terms/"}
MARC = {"m": "http://www.loc.gov/MARC21/slim"}
# As the schema of the Library of Congress has them (MARC21slim.xsd).
LEADER = r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}(2| )(2| )[\d ]{5}[\dA-Za-z ]{3}(4500|    )"
CONTROL_TAG, DATA_TAG = (
    r"00[1-9A-Za-z]",
    r"(0([1-9A-Z][0-9A-Z])|0([1-9a-z][0-9a-z]))|(([1-9A-Z][0-9A-Z]{2})|([1-9a-z][0-9a-z]{2}))",
)
INDICATOR, CODE = r"[\da-z ]", r"[\dA-Za-z!\"#$%&'()*+,\-./:;<=>?{}_^`~\[\]\\]"
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["id", "type", "title"],
        "properties": {
            "id": {"type": "string"},
            "type": {"const": "article-newspaper"},
            "title": {"type": "string", "minLength": 1},
            "container-title": {"type": "string"},
            "language": {"type": "string"},
            "issue": {"type": "string"},
            "page": {"type": "string"},
            "publisher": {"type": "string"},
            "ISSN": {"type": "string", "pattern": r"^\d{4}-\d{3}[\dX]$"},
            "author": {
                "type": "array",
                "items": {"type": "object", "required": ["literal"], "additionalProperties": False,
                          "properties": {"literal": {"type": "string"}}},
            },
            "issued": {
                "type": "object",
                "required": ["date-parts"],
                "properties": {"date-parts": {"type": "array", "items": {"type": "array", "maxItems": 3,
                                                                        "items": {"type": "integer"}}}},
            },
        },
        "additionalProperties": False,
    },
}  # fmt: skip


def page(title, day):
    return (
        f"{title}\n\n2021年3月{day}日　星期四　总第{day}期\n\n春耕时节忙\n\n■记者 李明\n\n"
        "　　本报讯　昨天上午，第一批农机手来到田头，为春耕做准备，预计本周可以完成播种任务的五成。\n"
        "　　农机手说，今年的种子好，天气也放晴了，市里的图书馆延长了开放时间。<&>\n\n"
        "ISSN 0028-0836　国内统一连续出版物号 CN 33-0012\n"
    )


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("catalogue")
    texts = folder / "texts"
    texts.mkdir()
    for day in (4, 5, 6):
        (texts / f"第{day}号.txt").write_text(page("河东日报", day), encoding="utf-8")
    options = BuildOptions(catalogues=("opds", "marcxml", "csl"))
    report = build(texts, folder / "o", options)
    assert report.exit_code == 0
    return folder / "o"


def parsed(path):
    return etree.fromstring(path.read_bytes())


def test_a_feed_lists_every_book_with_files_that_are_there(out):
    feed = parsed(out / "catalogue.opds.xml")
    assert feed.tag == f"{{{ATOM['a']}}}feed"
    for place in (feed, *feed.iterfind("a:entry", ATOM)):
        for required in ("id", "title", "updated"):
            assert place.find(f"a:{required}", ATOM).text
        datetime.fromisoformat(place.find("a:updated", ATOM).text)
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == 3
    assert len({entry.find("a:id", ATOM).text for entry in entries}) == 3
    for entry in entries:
        links = entry.findall("a:link", ATOM)
        types = {link.get("type") for link in links}
        assert types == {"application/epub+zip", "application/pdf"}
        for link in links:
            file = out / unquote(link.get("href"))
            assert link.get("rel") == "http://opds-spec.org/acquisition/open-access"
            assert file.stat().st_size == int(link.get("length"))
            assert link.get("href").isascii()
    assert (
        feed.find("a:link[@rel='self']", ATOM)
        .get("type")
        .startswith("application/atom+xml;profile=opds-catalog")
    )


def test_the_second_version_of_the_feed_lists_the_same(out):
    feed = json.loads((out / "catalogue.opds.json").read_text(encoding="utf-8"))
    atom = parsed(out / "catalogue.opds.xml")
    assert feed["links"][0]["type"] == "application/opds+json"
    assert [one["metadata"]["identifier"] for one in feed["publications"]] == [
        entry.find("a:id", ATOM).text for entry in atom.iterfind("a:entry", ATOM)
    ]
    for one in feed["publications"]:
        assert one["metadata"]["title"].startswith("河东日报 2021年3月")
        assert all((out / unquote(link["href"])).is_file() for link in one["links"])


def test_library_records_keep_the_rules_of_marcxml(out):
    collection = parsed(out / "catalogue.marc.xml")
    assert etree.QName(collection).localname == "collection"
    records = collection.findall("m:record", MARC)
    assert len(records) == 3
    for record in records:
        assert next(etree.QName(e).localname for e in record) == "leader"
        assert re.fullmatch(LEADER, record.find("m:leader", MARC).text)
        for field in record.iterfind("m:controlfield", MARC):
            assert re.fullmatch(CONTROL_TAG, field.get("tag"))
        fixed = record.find("m:controlfield[@tag='008']", MARC).text
        assert len(fixed) == 40
        assert fixed[35:38] == "chi"
        for field in record.iterfind("m:datafield", MARC):
            assert re.fullmatch(DATA_TAG, field.get("tag"))
            assert re.fullmatch(INDICATOR, field.get("ind1"))
            assert re.fullmatch(INDICATOR, field.get("ind2"))
            assert field.findall("m:subfield", MARC)
            assert all(re.fullmatch(CODE, part.get("code")) for part in field)
        tags = [field.get("tag") for field in record.iterfind("m:datafield", MARC)]
        assert tags == sorted(tags)
        assert {"024", "245", "490", "856"} <= set(tags)


def test_citations_are_articles_with_their_authors(out):
    items = json.loads((out / "catalogue.csl.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(CSL).iter_errors(items)) == []
    assert len(items) >= 3
    assert {item["container-title"] for item in items} == {"河东日报"}
    assert {tuple(item["issued"]["date-parts"][0]) for item in items} == {(2021, 3, day) for day in (4, 5, 6)}
    assert any(author["literal"] == "李明" for item in items for author in item.get("author", ()))


def test_catalogues_are_the_same_twice_and_make_no_book_anew(out):
    names = ("catalogue.opds.xml", "catalogue.opds.json", "catalogue.marc.xml", "catalogue.csl.json")
    before = [(out / name).read_bytes() for name in names]
    report = build(out.parent / "texts", out, BuildOptions(catalogues=("opds", "marcxml", "csl")))
    assert {outcome.status for outcome in report.outcomes} == {"current"}
    assert [(out / name).read_bytes() for name in names] == before
    assert report.notes == ()
    assert {o.status for o in build(out.parent / "texts", out, BuildOptions()).outcomes} == {"current"}


def test_what_is_no_catalogue_is_kept(tmp_path):
    (tmp_path / "a.txt").write_text(page("河东日报", 4), encoding="utf-8")
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "catalogue.csl.json").write_text("my own", encoding="utf-8")
    report = build(tmp_path / "a.txt", tmp_path / "o", BuildOptions(formats=("epub",), catalogues=("csl",)))
    assert "kept" in report.notes[0]
    kept = [path for path in (tmp_path / "o").iterdir() if path.is_file() and path.read_bytes() == b"my own"]
    assert len(kept) == 1


def test_the_command_line_names_what_there_is(tmp_path, capsys):
    with pytest.raises(OptionError, match="--catalogue"):
        BuildOptions(catalogues=("bibtex",))
    assert run(["build", "x.txt", "-o", str(tmp_path / "o"), "--catalogue", "bibtex"]) == 2
    assert "opds, marcxml, csl" in capsys.readouterr().err
