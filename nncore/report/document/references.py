"""The bibliography: the documents themselves, and what the mathematics cites."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from nncore.language.addresses import in_brackets, wrong_address
from nncore.language.inline import Citation, escape, parse, walk
from nncore.report.document.model import Reference

SOURCES: dict[str, str] = {
    "glorot": (
        "X. Glorot and Y. Bengio. Understanding the difficulty of training deep feedforward "
        "neural networks. *AISTATS*, 2010."
    ),
    "he": (
        "K. He, X. Zhang, S. Ren and J. Sun. Delving deep into rectifiers: surpassing "
        "human-level performance on ImageNet classification. *ICCV*, 2015."
    ),
    "hendrycks": (
        "D. Hendrycks and K. Gimpel. Gaussian error linear units (GELUs). *arXiv:1606.08415*, 2016."
    ),
    "higham": (
        "C. F. Higham and D. J. Higham. Deep learning: an introduction for applied "
        "mathematicians. *SIAM Review* 61(4), 860–891, 2019."
    ),
    "kingma": "D. P. Kingma and J. Ba. Adam: a method for stochastic optimization. *ICLR*, 2015.",
    "liu": (
        "D. C. Liu and J. Nocedal. On the limited memory BFGS method for large scale "
        "optimization. *Mathematical Programming* 45, 503–528, 1989."
    ),
    "loshchilov": (
        "I. Loshchilov and F. Hutter. Decoupled weight decay regularization. *ICLR*, 2019."
    ),
    "nesterov": (
        "Y. Nesterov. A method for solving the convex programming problem with convergence rate "
        "$O(1/k^2)$. *Doklady Akademii Nauk SSSR* 269, 543–547, 1983."
    ),
    "pascanu": (
        "R. Pascanu, T. Mikolov and Y. Bengio. On the difficulty of training recurrent neural "
        "networks. *ICML*, 2013."
    ),
    "polyak": (
        "B. T. Polyak. Some methods of speeding up the convergence of iteration methods. *USSR "
        "Computational Mathematics and Mathematical Physics* 4(5), 1–17, 1964."
    ),
    "robbins": (
        "H. Robbins and S. Monro. A stochastic approximation method. *Annals of Mathematical "
        "Statistics* 22(3), 400–407, 1951."
    ),
    "rumelhart": (
        "D. E. Rumelhart, G. E. Hinton and R. J. Williams. Learning representations by "
        "back-propagating errors. *Nature* 323, 533–536, 1986."
    ),
    "squire": (
        "W. Squire and G. Trapp. Using complex variables to estimate derivatives of real "
        "functions. *SIAM Review* 40(1), 110–112, 1998."
    ),
    "srivastava": (
        "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov. Dropout: a "
        "simple way to prevent neural networks from overfitting. *Journal of Machine Learning "
        "Research* 15, 1929–1958, 2014."
    ),
    "tieleman": (
        "T. Tieleman and G. Hinton. Lecture 6.5: RMSProp. *Coursera: Neural Networks for "
        "Machine Learning*, 2012."
    ),
}


def cited_in(markup: str) -> list[str]:
    """Return the keys that a sentence cites."""
    return [key for node in walk(parse(markup)) if isinstance(node, Citation) for key in node.keys]


def bibliography(
    documents: Iterable[Mapping[str, Any]], cited: Iterable[str]
) -> tuple[Reference, ...]:
    """Return the entries: the documents in their order, then the sources cited, by name.

    Raises
    ------
    ValueError
        For a key without entry, and for two documents with one key.
    """
    entries: dict[str, str] = {}
    for document in documents:
        key = document["cite"]
        if key in entries or key in SOURCES:
            raise ValueError(f"documents: the key {key!r} is taken; cite needs another")
        entries[key] = _document(document)
    wanted = set(cited) - set(entries)
    if unknown := sorted(wanted - set(SOURCES)):
        raise ValueError(f"no entry of the bibliography for {', '.join(unknown)}")
    entries |= {key: SOURCES[key] for key in sorted(wanted)}
    return tuple(Reference(key, text) for key, text in entries.items())


def _document(document: Mapping[str, Any]) -> str:
    title = escape(re.sub(r"\.$", "", document["title"].strip()))
    year = f", {document['year']}" if document.get("year") else ""
    url = document.get("url")
    if url and (wrong := wrong_address(url)):
        raise ValueError(f"documents: {document['cite']}: url {wrong}")
    link = f" [{escape(re.sub(r'^https?://', '', url))}]({in_brackets(url)})." if url else ""
    return f"{escape(document['author'])}. *{title}*{year}.{link}"
