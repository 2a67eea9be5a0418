"""Pages beside the configuration: read with their places, and laid into its blocks as `words`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from markdown_it import MarkdownIt

from nncore.config.reading.bibliography import Source as Bibliographic
from nncore.config.reading.bibliography import read_sources
from nncore.config.reading.bytes import decoded
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Place, Problem, Problems
from nncore.config.reading.reader import Source, read_text

_MARKDOWN = MarkdownIt("commonmark")
FENCE, INDEX = "---", "index"
SECTIONS = ("gradchecks", "experiments")
# Keys of the words, which blocks do not have.
MOVED = ("title", "question", "answer", "notice", "mathematics", "across", "words")


@dataclass
class Page:
    """One page: its front matter, its paragraphs, and where they stand.

    Attributes
    ----------
    document, id : str
        The names of its folder and of its file.
    at : Place
    words : dict
        The front matter, with the paragraphs as `body`.
    marks : dict of paths to Place
    problems : list of Problem
    """

    document: str
    id: str
    at: Place
    words: dict[str, Any] = field(default_factory=dict)
    marks: dict[Path, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Pages:
    """The pages of a folder."""

    folder: FilePath
    found: tuple[Page, ...]
    documents: Mapping[str, Page]
    sources: Mapping[str, Bibliographic]


def read_pages(folder: FilePath) -> Pages:
    """Return the pages of a folder; none where there is no such folder.

    They are ``<document>/<id>.md`` of experiments, ``<document>/index.md`` of documents, and
    ``sources.bib``.

    Raises
    ------
    Problems
        For what is wrong with the sources.
    """
    found = [read_page(path, path.as_posix()) for path in sorted(folder.glob("*/*.md"))]
    documents = {page.document: page for page in found if page.id == INDEX}
    others = tuple(page for page in found if page.id != INDEX)
    return Pages(folder, others, documents, read_sources(folder / "sources.bib"))


def read_page(path: FilePath, source: str) -> Page:
    """Return one page; `source` is what messages call it."""
    page = Page(path.parent.name, path.stem, Place(source))
    try:
        text = decoded(path)
        lines = text.splitlines()
        end = 0
        if lines and lines[0].rstrip() == FENCE:
            fences = [n for n, line in enumerate(lines) if line.rstrip() == FENCE]
            if len(fences) < 2:
                message = f"its front matter has no end; write a second line {FENCE}"
                raise Problems([Problem((), message, at=Place(source, 1, 1))])
            end = fences[1] + 1
            # An empty first line stands for the fence, so that lines are counted as in the file.
            front = read_text("\n".join(["", *lines[1 : end - 1]]), source)
            page.words, page.problems = front.value, front.problems
            page.marks = front.places.marks
    except Problems as found:
        page.problems += found.problems
        return page
    if "body" in page.words:
        at = page.marks[("body",)]
        page.problems.append(Problem((), "body is what stands below the front matter", at=at))
    page.words["body"] = []
    for token in _MARKDOWN.parse("\n" * end + "\n".join(lines[end:])):
        line = (token.map or [0])[0] + 1
        if token.type == "inline":
            page.marks[("body", len(page.words["body"]))] = Place(source, line, 1)
            page.words["body"].append(" ".join(token.content.split()))
        elif token.tag != "p":
            what = token.type.removesuffix("_open").replace("_", " ")
            message = f"a {what} stands here; a page holds paragraphs, apart by an empty line"
            page.problems.append(Problem((), message, at=Place(source, line, 1)))
            break
    return page


def lay_in(source: Source, pages: Pages) -> None:
    """Give every block the words of its page, and note pages without one and words in blocks."""
    _lay_in_documents(source, pages)
    blocks = {
        id: (section, block)
        for section in SECTIONS
        if isinstance(source.value.get(section), dict)
        for id, block in source.value[section].items()
        if isinstance(block, dict)
    }
    for id, (section, block) in blocks.items():
        where = f"{pages.folder.as_posix()}/{block.get('document', '<document>')}/{id}.md"
        for key in MOVED:
            if key in block:
                del block[key]
                what = "its text" if key in ("notice", "words") else "its front matter"
                message = f"words live in pages; write this in {what}: {where}"
                source.problems.append(Problem((section, id, key), message))
    for page in pages.found:
        source.problems += page.problems
        if page.id not in blocks:
            message = f"the page of no experiment; {unknown('experiment', page.id, blocks)}"
            source.problems.append(Problem((), message, at=page.at))
            continue
        section, block = blocks[page.id]
        if (document := block.get("document")) != page.document:
            message = f"{section}.{page.id} is of the document {document}; move the page to "
            source.problems.append(Problem((), f"{message}{document}/{page.id}.md", at=page.at))
        block["words"] = page.words
        path: Path = (section, page.id, "words")
        source.places.marks[path] = page.at
        source.places.marks |= {(*path, *inner): at for inner, at in page.marks.items()}


def _lay_in_documents(source: Source, pages: Pages) -> None:
    """Give every listed document the facts of its source and the summary of its page."""
    listed = source.value.get("documents")
    ids = [id for id in listed if isinstance(id, str)] if isinstance(listed, list) else []
    for id, page in pages.documents.items():
        if id not in ids:
            message = f"the page of no document; list {id} under documents"
            source.problems.append(Problem((), message, at=page.at))
    if not isinstance(listed, list) or len(ids) < len(listed):
        return
    source.value["documents"] = {}
    for index, id in enumerate(ids):
        path: Path = ("documents", id)
        at = source.places.of(("documents", index))
        page = pages.documents.get(id) or Page(id, INDEX, at)
        source.problems += page.problems
        key = str(page.words.get("cite", ""))
        if id not in pages.documents:
            where = f"{pages.folder.as_posix()}/{id}/{INDEX}.md"
            source.problems.append(Problem(path, f"has no page; write {where}", at=at))
        elif extra := sorted(page.words.keys() - {"cite", "body"}):
            message = f"{extra[0]} does not belong here, but in sources.bib; leave cite alone"
            source.problems.append(Problem(path, message, at=page.marks[(extra[0],)]))
        elif key not in pages.sources:
            message = unknown("entry of sources.bib", key, pages.sources)
            place = page.marks.get(("cite",), page.at)
            source.problems.append(Problem((*path, "cite"), message, at=place))
        # What is missing stands for itself, so that it is told once.
        fields = pages.sources[key].fields if key in pages.sources else {}
        facts: dict[str, Any] = {"title": id, "author": id}
        facts |= {name: fields[name] for name in ("title", "author", "url") if name in fields}
        facts |= {"year": int(fields["year"])} if fields.get("year", "").isdecimal() else {}
        summary = " ".join(page.words.get("body", ())) or id
        source.value["documents"][id] = {**facts, "cite": key or id, "summary": summary}
        source.places.marks[path] = page.at
