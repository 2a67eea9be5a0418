"""Pages: found beside a configuration, refused by file and line, and the only place for words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from nncore.config.load import ConfigError, load_config
from tests.config.config_example import MISSING, changed, written

BLOCK = "experiments/plain/"
PAGE = "pages/chapter/plain.md"
FRONT = "---\ntitle: Plain\nquestion: Why?\n---\n"
# What a file of the example says instead -> how the only line of the error begins, and its cure.
WRONG: dict[str, tuple[str, str, str]] = {
    "front matter without end": ("---\ntitle: x\n", f"{PAGE}:1:1: ", "write a second line ---"),
    "front matter that is no YAML": ("---\ntitle: [\n---\n", f"{PAGE}:2:", "not YAML"),
    "front matter that is a list": ("---\n- title\n---\n", f"{PAGE}: is a list", "mapping of keys"),
    "unknown key": (
        "---\ntitle: x\nqestion: y\n---\n",
        f"{PAGE}:3:1: experiments.plain.words.qestion: unknown key",
        'did you mean "question"?',
    ),
    "key twice": ("---\ntitle: x\ntitle: y\n---\n", f"{PAGE}:3:1: title: the key", "twice"),
    "body as a key": ("---\nbody: x\n---\n", f"{PAGE}:2:1: body is what stands below", "below"),
    "a heading": (
        f"{FRONT}\nOne.\n\n## More\n",
        f"{PAGE}:8:1: a heading stands here",
        "paragraphs",
    ),
    "a list": (f"{FRONT}- One.\n", f"{PAGE}:5:1: a bullet list stands here", "paragraphs"),
    "indented": (f"{FRONT}\n    One.\n", f"{PAGE}:6:1: a code block stands here", "paragraphs"),
    "number for text": ("---\ntitle: 3\n---\n", f"{PAGE}:2:1: experiments.plain.words", "text"),
}


def error_of(file: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(file)
    return str(caught.value).replace(f"{file.parent}/", "").splitlines()


@pytest.mark.parametrize("name", WRONG)
def test_a_page_is_refused_with_file_line_and_cure(tmp_path: Path, name: str) -> None:
    file, (text, start, cure) = written(tmp_path, changed({})), WRONG[name]
    (tmp_path / PAGE).write_text(text)
    (line,) = error_of(file)
    assert line.startswith(start)
    assert cure in line


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("chapter/plane.md", 'the page of no experiment; unknown experiment "plane"; did you'),
        ("chaptre/full.md", "is of the document chapter; move the page to chapter/full.md"),
    ],
)
def test_a_page_that_belongs_to_nothing_is_refused(tmp_path: Path, page: str, said: str) -> None:
    file = written(tmp_path, changed({}))
    (tmp_path / "pages" / page).parent.mkdir(exist_ok=True)
    (tmp_path / "pages" / page).write_text(FRONT)
    (line,) = error_of(file)
    assert line.startswith(f"pages/{page}: ")
    assert said in line


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", "T"), ("notice", "N"), ("mathematics", ["forward"]), ("words", {"title": "T"})],
)
def test_words_in_the_configuration_are_told_where_they_went(
    tmp_path: Path, key: str, value: Any
) -> None:
    mapping = changed({f"{block}/words": MISSING for block in ("gradchecks/check", BLOCK[:-1])})
    mapping["experiments"]["plain"][key] = value
    del mapping["experiments"]["full"]
    file = tmp_path / "config.yaml"
    file.write_text(yaml.safe_dump(mapping))
    (line,) = error_of(file)
    assert f"experiments.plain.{key}: words live in pages; write this in its " in line
    assert line.endswith("pages/chapter/plain.md")


def test_a_page_gives_its_words_and_none_gives_a_title(tmp_path: Path) -> None:
    file = written(tmp_path, changed({}))
    (tmp_path / PAGE).write_text(f"{FRONT}\nOne,\ntwo.\n\nThree.\n")
    (tmp_path / "pages/chapter/full.md").unlink()
    config = load_config(file)
    words = config.experiments["plain"].words
    assert (words.title, words.question) == ("Plain", "Why?")
    assert words.body == ("One, two.", "Three.")
    bare = config.experiments["full"].words
    assert (bare.title, bare.question, bare.body) == ("Full", "", ())


def test_pages_elsewhere_are_read_where_they_are_said_to_lie(tmp_path: Path) -> None:
    file = written(tmp_path, changed({}))
    (tmp_path / "pages").rename(tmp_path / "words")
    config = load_config(file, pages=tmp_path / "words")
    assert config.experiments["plain"].words.title == "Exclusive or"


BIB = "@misc{key,\n  author = {A. Author and B. Other},\n  title = {A title},\n}\n"
# The sources and the page of a document -> how the only line begins, and its cure.
WRONG_DOCUMENTS: dict[str, tuple[str, str, str, str]] = {
    "no page": (BIB, "", "config.yaml:1:13: documents.chapter: has no page", "chapter/index.md"),
    "unknown source": (
        BIB,
        "---\ncite: kye\n---\n",
        "pages/chapter/index.md:2:1: documents.chapter.cite: unknown entry",
        'did you mean "key"?',
    ),
    "facts in the page": (
        BIB,
        "---\ncite: key\ntitle: T\n---\n",
        "pages/chapter/index.md:3:1: documents.chapter: title does not belong here",
        "sources.bib",
    ),
    "unknown field": (
        BIB.replace("title", "titel"),
        "---\ncite: key\n---\n",
        'pages/sources.bib:3:1: unknown field "titel"',
        'did you mean "title"?',
    ),
    "no author": (
        BIB.replace("  author = {A. Author and B. Other},\n", ""),
        "---\ncite: key\n---\n",
        "pages/sources.bib:1:1: has no author",
        "add it",
    ),
    "field twice": (
        BIB.replace("author", "title"),
        "",
        "pages/sources.bib:3:1: the field",
        "twice",
    ),
    "key twice": (BIB + BIB, "", "pages/sources.bib:5:1: the key", "rename one"),
    "no end": (BIB[:-2], "", "pages/sources.bib:1:1: has no end", "close it with }"),
    "no entry": ("title\n" + BIB, "", "pages/sources.bib:1:1: an entry begins", "@kind{key,"),
    "no field": (BIB.replace(" = {A t", ": {A t"), "", "pages/sources.bib:3:1: write field", "{"),
}


def document(folder: Path, bib: str, page: str) -> Path:
    (folder / "pages/chapter").mkdir(parents=True)
    (folder / "pages/sources.bib").write_text(bib)
    if page:
        (folder / "pages/chapter/index.md").write_text(page)
    (folder / "config.yaml").write_text("documents: [chapter]\n")
    return folder / "config.yaml"


@pytest.mark.parametrize("name", WRONG_DOCUMENTS)
def test_a_document_is_refused_with_file_line_and_cure(tmp_path: Path, name: str) -> None:
    bib, page, start, cure = WRONG_DOCUMENTS[name]
    line = error_of(document(tmp_path, bib, page))[0]
    assert line.startswith(start)
    assert cure in line


def test_a_document_takes_its_facts_from_the_sources_and_its_summary_from_its_page(
    tmp_path: Path,
) -> None:
    file = document(tmp_path, BIB, "---\ncite: key\n---\nIt learns.\n")
    assert load_config(file).documents["chapter"].model_dump() == {
        "title": "A title",
        "author": "A. Author and B. Other",
        "year": None,
        "url": None,
        "cite": "key",
        "summary": "It learns.",
    }
    file.write_text("documents: []\n")
    assert "the page of no document; list chapter under documents" in error_of(file)[0]
