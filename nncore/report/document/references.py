"""The bibliography: the documents themselves, and what the mathematics cites."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from nncore.config.reading.bibliography import Source, read_sources
from nncore.config.records.configuration import Document
from nncore.language.addresses import in_brackets, wrong_address
from nncore.language.inline import Citation, escape, parse, walk
from nncore.language.wording import listed
from nncore.report.document.model import Reference
from nncore.report.document.notes import FOLDER


@cache
def sources() -> Mapping[str, Source]:
    """Return the entries of the catalogue's bibliography by key."""
    return read_sources(FOLDER / "sources.bib")


def cited_in(markup: str) -> list[str]:
    """Return the keys that a sentence cites."""
    return [key for node in walk(parse(markup)) if isinstance(node, Citation) for key in node.keys]


def bibliography(documents: Iterable[Document], cited: Iterable[str]) -> tuple[Reference, ...]:
    """Return the entries: the documents in their order, then the sources cited, by name.

    Raises
    ------
    ValueError
        For a key without entry, and for two documents with one key.
    """
    entries: dict[str, str] = {}
    for document in documents:
        key = document.cite
        if key in entries:
            raise ValueError(f"documents: the key {key!r} is taken; cite needs another")
        entries[key] = _written({**document.model_dump(), "title": escape(document.title)})
    wanted = set(cited) - set(entries)
    if unknown := sorted(wanted - set(sources())):
        raise ValueError(f"no entry of the bibliography for {', '.join(unknown)}")
    entries |= {key: _written({"cite": key, **sources()[key].fields}) for key in sorted(wanted)}
    return tuple(Reference(key, text) for key, text in entries.items())


def _written(source: Mapping[str, Any]) -> str:
    """Return an entry as a sentence: what appeared somewhere by its place, else by its title."""
    authors = listed(escape(each) for each in source["author"].split(" and "))
    title = re.sub(r"\.$", "", source["title"].strip())
    year = f", {source['year']}" if source.get("year") else ""
    places = (source.get(name) for name in ("journal", "booktitle", "publisher"))
    if not (place := next(filter(None, places), None)):
        return f"{authors}. *{title}*{year}.{_link(source)}"
    number = f"({source['number']})" if source.get("number") else ""
    volume = f" {source['volume']}{number}" if source.get("volume") else ""
    pages = f", {source['pages'].replace('--', '–')}" if source.get("pages") else ""
    return f"{authors}. {title}. *{place}*{volume}{pages}{year}.{_link(source)}"


def _link(source: Mapping[str, Any]) -> str:
    url = source.get("url") or (f"doi:{source['doi']}" if source.get("doi") else "")
    if url and (wrong := wrong_address(url)):
        raise ValueError(f"documents: {source['cite']}: url {wrong}")
    return f" [{escape(re.sub(r'^https?://', '', url))}]({in_brackets(url)})." if url else ""
