"""Pages beside the configuration: read with their places, and laid into its blocks as `words`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from nncore.config.reading.bytes import decoded
from nncore.config.reading.messages import unknown
from nncore.config.reading.problems import Path, Place, Problem, Problems
from nncore.config.reading.reader import Source, read_text

FENCE = "---"
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


def read_pages(folder: FilePath) -> Pages:
    """Return the pages ``<document>/<id>.md`` of a folder; none where there is no such folder."""
    paths = sorted(folder.glob("*/*.md"))
    return Pages(folder, tuple(read_page(path, path.as_posix()) for path in paths))


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
    found_paragraphs = list(_paragraphs(lines[end:], end + 1))
    page.words["body"] = [words for _, words in found_paragraphs]
    for index, (line, _) in enumerate(found_paragraphs):
        page.marks[("body", index)] = Place(source, line, 1)
    return page


def _paragraphs(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Yield paragraphs, each in one line, with the number of the line where it begins."""
    gathered: list[str] = []
    for number, line in enumerate([*lines, ""], first):
        if line.strip():
            gathered.append(line.strip())
        elif gathered:
            yield number - len(gathered), " ".join(gathered)
            gathered = []


def lay_in(source: Source, pages: Pages) -> None:
    """Give every block the words of its page, and note pages without one and words in blocks."""
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
