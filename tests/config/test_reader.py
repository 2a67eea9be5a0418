"""The file itself: what YAML lets pass or readers of it disagree on is refused, with its place."""

from pathlib import Path
from typing import Any

import pytest

from nncore.check import load
from nncore.config.load import ConfigError
from nncore.config.reading.bytes import MOST_BYTES
from nncore.config.reading.reader import read_yaml
from nncore.config.reading.sources import read_sources

HEAD = "documents:\n  a: {title: A, author: B, cite: a, summary: S.}\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefg", "bcdefgh", strict=True)
)

# What stands in the file -> the beginning of a line of the error, and its cure.
FILES: dict[str, tuple[str | bytes, str, str]] = {
    "key twice": ("seed: 1\nreplicas: 2\nseed: 3\n", '3:1: seed: the key "seed" stands twice',
        "in lines 1 and 3; remove one"),
    "key twice, once quoted": ("seed: 1\n'seed': 2\n", '2:1: seed: the key "seed"', "remove one"),
    "key of a flow twice": ("datasets:\n  x: {kind: xor, draws: 1, draws: 2}\n",
        '2:28: datasets.x.draws: the key "draws" stands twice', "in lines 2 and 2"),
    "octal": ("seed: 010\n", "1:7: seed: is 010, octal in YAML 1.1", "write 8 for the number"),
    "zero before a number": ("seed: 09\n", "1:7: seed: is 09, no number in YAML 1.1", "write 9"),
    "octal with a letter": ("seed: 0o17\n", "1:7: seed: is 0o17, octal", "write 15"),
    "hexadecimal": ("seed: 0x1F\n", "1:7: seed: is 0x1F, hexadecimal", "write 31"),
    "binary": ("seed: 0b101\n", "1:7: seed: is 0b101, binary", "write 5"),
    "sexagesimal": ("seed: 1:30\n", "1:7: seed: is 1:30, sexagesimal in YAML 1.1", "write 90"),
    "underscores": ("seed: 1_000\n", "1:7: seed: is 1_000, a number with", "write 1000"),
    "octal in a list": ("datasets:\n  x: {kind: xor, draws: [1, 017]}\n",
        "2:29: datasets.x.draws[1]: is 017, octal", "write 15"),
    "octal as a key": ("datasets:\n  010: {kind: xor}\n", "2:3: datasets.010: is 010, octal",
        "quotation marks for the text"),
    "too many digits": (f"seed: {'1' * 5000}\n", "1:7: seed: is a number of 5000 digits", "18"),
    "yes for true": ("datasets:\n  x: {kind: digits, standardise: yes}\n",
        '2:21: datasets.x.standardise: is the text "yes"', "true or false is needed"),
    "off for a number": ("seed: off\n", '1:1: seed: is the text "off"', "a whole number is needed"),
    "date for a number": ("seed: 2020-01-02\n", '1:1: seed: is the text "2020-01-02"', "whole"),
    "tab": ("seed: 1\n\treplicas: 2\n", "2:1: not YAML: a tab stands", "indent with spaces"),
    "two documents": ("seed: 1\n---\nseed: 2\n", "2:1: a second document begins", "one file"),
    "unknown alias": ("seed: *x\n", "1:7: not YAML: found undefined alias", "name an anchor"),
    "billion laughs": (LAUGHS, "", "more than 100,000 values with all aliases"),
    "alias in itself": ("a: &a [*a]\n", "1:4: a[0]: an alias (*name) stands inside", "plainly"),
    "nested too deep": (f"a: {'[' * 40}{']' * 40}\n", "1:34: a", "nested deeper than 30 levels"),
    "nested beyond reading": (f"a: {'[' * 5000}\n", " is nested too deep", "at most 30 levels"),
    "code of Snakemake": ("__use_yte__: true\nseed: 1\n", "1:1: __use_yte__: asks Snakemake to",
        "remove it"),
    "object of Python": ("seed: !!python/object/apply:os.getcwd []\n", "1:7: seed: the tag",
        "write plain values"),
    "own tag": ("seed: !mine 3\n", "1:7: seed: the tag !mine is not read", "plain values"),
    "number by a tag": ('seed: !!int "3"\n', "1:7: seed: the tag", "write plain values"),
    "set": ("datasets: !!set {a}\n", "1:11: datasets: the tag", "write plain values"),
    "braces without quotation marks": (HEAD.replace("title: A", "title: {{ x }}"),
        "2:15: documents.a.title: a mapping or list stands where a key", "needs quotation marks"),
    "merge of text": ("<<: x\nseed: 1\n", "1:5: << takes a mapping", "in quotation marks"),
    "list": ("- seed\n", " is a list; a mapping of keys is needed", ""),
    "nothing": ("# nothing\n", " is empty; a mapping of keys is needed", ""),
    "bracket never closed": ("seed: [1\n", "2:1: not YAML: ", "look at indentation"),
    "UTF-16": ("seed: 1\n".encode("utf-16"), " is UTF-16; save it as UTF-8", ""),
    "UTF-16 without its mark": ("seed: 1\n".encode("utf-16-le"), " holds zero bytes", "UTF-8"),
    "UTF-32": ("seed: 1\n".encode("utf-32"), " is UTF-32; save it as UTF-8", ""),
    "Latin-1": ("seed: 1\n# é\n".encode("latin-1"), "2:3: byte 0xe9 (é in Latin-1) is not UTF-8",
        "save the file as UTF-8"),
    "control character": ("seed: 1\n# \x07\n", "2:3: the control character U+0007", "delete it"),
    "too large": (b"#" * (MOST_BYTES + 1), " is larger than 2,000,000 bytes", "files of their own"),
    "citation key twice": (f"{HEAD}  b: {{title: A, author: B, cite: a, summary: S.}}\n",
        '3:28: documents.b.cite: "a" is the key of documents.a', "take another"),
    "citation key of the report": (HEAD.replace("cite: a", "cite: kingma"),
        '2:28: documents.a.cite: "kingma" is the key of the report itself', "take another"),
}  # fmt: skip
# Where the value that stands there is wrong for its key as well.
AND_MORE = {"octal as a key", "octal in a list", "alias in itself", "nested too deep", "set"}


def written(tmp_path: Path, content: str | bytes, name: str = "config.yaml") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_refused_with_place_and_cure(tmp_path: Path, name: str) -> None:
    content, start, cure = FILES[name]
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, content))
    lines = str(caught.value).splitlines()
    found = [line for line in lines if line.startswith(f"config.yaml:{start}")]
    assert found, lines
    assert any(cure in line for line in found), lines
    assert len(lines) == 1 or name in AND_MORE, lines


def test_all_that_is_wrong_with_a_file_is_in_one_list_with_what_is_wrong_in_its_blocks(
    tmp_path: Path,
) -> None:
    text = "seed: 010\nreplicas: 0\nseed: 2\ndatasets:\n  x: {kind: xorr, draws: 0x10}\n"
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, text))
    assert [line.split(": ")[:2] for line in str(caught.value).splitlines()] == [
        ["config.yaml:1:7", "seed"],
        ["config.yaml:3:1", "seed"],
        ["config.yaml:2:1", "replicas"],
        ["config.yaml:5:7", "datasets.x.kind"],
        ["config.yaml:5:26", "datasets.x.draws"],
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\ufeffx: 1", {"x": 1}),
        ("x: no", {"x": "no"}),
        ("x: on\ny: off", {"x": "on", "y": "off"}),
        ("no: 1", {"no": 1}),
        ("x: 2020-01-02", {"x": "2020-01-02"}),
        ("x: '010'", {"x": "010"}),
        ("x: 1.5e+3", {"x": 1500.0}),
        ("x: 1e-3", {"x": "1e-3"}),
        ("x: -0.5\ny: .5\nz: +3", {"x": -0.5, "y": 0.5, "z": 3}),
        ("x: ~\ny:\nz: null", {"x": None, "y": None, "z": None}),
        ("x: TRUE\ny: false", {"x": True, "y": False}),
        ("0: a\n500: b", {"0": "a", "500": "b"}),
        ("--- \nx: 1\n...\n", {"x": 1}),
        ("x: =", {"x": "="}),
        ("a: &a {p: 1, q: 2}\nb: {<<: *a, q: 3}", {"a": {"p": 1, "q": 2}, "b": {"q": 3, "p": 1}}),
        ("a: &a {p: 1}\nb: &b {p: 2, q: 2}\nc: {<<: [*a, *b]}", None),
    ],
)
def test_what_words_mean(tmp_path: Path, text: str, value: Any) -> None:
    source = read_yaml(written(tmp_path, text))
    assert not source.problems
    if value is None:
        assert source.value["c"] == {"p": 1, "q": 2}
    else:
        assert source.value == value


def test_places_are_those_of_keys_and_of_what_a_block_takes_over(tmp_path: Path) -> None:
    text = "base: &base\n  epochs: 5\n  l2: 1\nnext:\n  <<: *base\n  l2: 2\n  more: [1, 22]\n"
    places = read_yaml(written(tmp_path, text)).places
    expected = {
        ("base", "l2"): (3, 3),
        ("next", "epochs"): (2, 3),
        ("next", "l2"): (6, 3),
        ("next", "more", 1): (7, 13),
        ("next", "missing", "key"): (4, 1),
    }
    assert {path: places.of(path)[1:] for path in expected} == expected


def test_a_mistake_under_a_dotted_key_stands_where_the_key_does(tmp_path: Path) -> None:
    text = HEAD + (
        "datasets: {x: {kind: xor}}\n"
        "experiments:\n"
        "  e:\n"
        "    {document: a, data: x, learning_rate: 1.0, epochs: 3,\n"
        "     network: {hidden: [], loss: squared_error},\n"
        "     variants: {v: {network.hidden: [0],\n"
        "                    network.loss: logloss}}}\n"
    )
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, text))
    places = [line.split(": ")[0] for line in str(caught.value).splitlines()]
    assert places == ["config.yaml:8:38", "config.yaml:9:21"]


def test_later_files_and_the_command_line_are_laid_over_the_first(tmp_path: Path) -> None:
    first = written(tmp_path, "seed: 1\ndatasets:\n  x: {kind: xor, draws: 2}\n")
    other = written(tmp_path, "datasets:\n  x:\n    draws: 3\n", "other.yaml")
    source = read_sources([first, other], {"seed": "0x7", "datasets": {"x": {"seed": "4"}}})
    assert source.value == {
        "seed": "0x7",
        "datasets": {"x": {"kind": "xor", "draws": 3, "seed": 4}},
    }
    places = {("seed",): "--config", ("datasets", "x", "draws"): "other.yaml:3:5"}
    places |= {("datasets", "x", "kind"): "config.yaml:3:7"}
    assert {path: str(source.places.of(path)) for path in places} == places
    assert [problem.message for problem in source.problems] == [
        "is 0x7, hexadecimal; write 7 for the number, quotation marks for the text"
    ]


def test_every_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load([tmp_path / "one.yaml", written(tmp_path, "x: [", "two.yaml")])
    one, two = str(caught.value).splitlines()
    assert one.startswith("one.yaml: there is no file")
    assert two.startswith("two.yaml:1:5: not YAML")
