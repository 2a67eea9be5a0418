"""Values of pages: one call with literals and its filters, and nothing else."""

import pytest

from nncore.report.pages.expressions import Call, Value, read
from nncore.report.pages.value_checks import VALUE, Calls
from nncore.report.pages.values import FILTERS, FUNCTIONS, render
from tests.report.report_studies import studies

DEEP = "{{ value(" + "[" * 4000 + "1" + "]" * 4000 + ") }}"
# What no page may hold, and a word of the refusal.
REFUSED = [
    ("{% if 1 %}a{% endif %}", "{% begins a program"),
    ("{# a remark #}", "{# begins a program"),
    ("{% include '/etc/passwd' %}", "{% begins a program"),
    ("It is {{ n_seeds() }.", "{{ without its partner"),
    ("It is n_seeds() }}.", "}} without its partner"),
    ("{{ }}", "is no value that can be read"),
    ("{{ n_seeds( }}", "is no value that can be read"),
    ("{{ value('}}') }}", "is no value that can be read"),
    ("{{ n_seeds }}", "n_seeds stands without brackets, write n_seeds(...)"),
    ("{{ 3 }}", "a function by its name is needed"),
    ("{{ 7 * 7 }}", "a function by its name is needed"),
    ("{{ n_seeds() + 1 }}", "a function by its name is needed"),
    ("{{ ''.__class__.__mro__ }}", "a function by its name is needed"),
    ("{{ value.__func__ }}", "a function by its name is needed"),
    ("{{ n_seeds().real }}", "a function by its name is needed"),
    ("{{ n_seeds() | count.__call__ }}", "a function by its name is needed"),
    ("{{ (lambda: 1)() }}", "a function by its name is needed"),
    ("{{ [n_seeds() for _ in [1]] }}", "a function by its name is needed"),
    ("{{ n_seeds() if 1 else 2 }}", "a function by its name is needed"),
    ("{{ value(n_seeds()) }}", "arguments are numbers, texts"),
    ("{{ value(9 ** 9 ** 9) }}", "arguments are numbers, texts"),
    ("{{ value('a' * 10 ** 9) }}", "arguments are numbers, texts"),
    ("{{ value(f'{1}') }}", "arguments are numbers, texts"),
    ("{{ value(b'a') }}", "arguments are numbers, texts"),
    ("{{ value(-'a') }}", "arguments are numbers, texts"),
    ("{{ value({'a': 1}) }}", "arguments are numbers, texts"),
    ("{{ value(*['a']) }}", "arguments are numbers, texts"),
    ("{{ value(**{'name': 'a'}) }}", "** gives no argument"),
    (DEEP, "is no value that can be read"),
    ("x" * 10001, "more than 10,000 characters"),
]
# What is known only with the tables or the run: what fills the page in says, and what the check.
WRONG = [
    ("{{ valeu('train_loss') }}", "no function 'valeu'; there are", 'unknown function "valeu"'),
    ("{{ n_seeds() | cuont }}", "no filter 'cuont'; there are", 'unknown filter "cuont"'),
    ("{{ value() }}", "missing", "value(): missing a required argument: 'name'; it takes name"),
    ("{{ n_seeds() | count(1, 2, 3) }}", "", "| count: too many positional arguments; it takes"),
    ("{{ value('los') }}", "no quantity 'los'", ""),
    ("{{ value('train_loss', of='no') }}", "no run of 'no'", ""),
    ("{{ value('train_loss') | fixed(1000000000) }}", "0 to 17", ""),
    ("{{ first_epoch('train_loss', at_least=1e9) }}", "never in that range", ""),
    ("{{ setting('epoch') }}", "no setting 'epoch'", ""),
    ("{{ setting('network') }}", "name one of its keys", ""),
]  # fmt: skip


def filled(text, of="xor"):
    return render(text, studies()[of], studies())


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_value_is_refused_before_and_by_the_run(text, words):
    (problem,) = Calls(text).problems
    assert words in problem
    assert len(problem) < 400
    with pytest.raises(ValueError, match=r"^xor: page: ") as caught:
        filled(text)
    assert problem in str(caught.value)


@pytest.mark.parametrize(("text", "by_run", "before"), WRONG)
def test_a_value_that_there_is_not_is_named(text, by_run, before):
    assert [before in problem for problem in Calls(text).problems] == [True] * bool(before)
    with pytest.raises(ValueError, match=r"^xor: page: ") as caught:
        filled(text)
    assert by_run in str(caught.value)


def test_an_expression_is_a_call_and_its_filters_from_left_to_right():
    assert read("a {{ value('b', [1, -2.5], c=None) | fixed(2) | name }}.") == [
        "a ",
        Value(
            Call("value", ("b", [1, -2.5]), {"c": None}),
            (Call("fixed", (2,), {}), Call("name")),
        ),
        ".",
    ]
    assert read("no value") == ["no value"]


def test_values_stand_in_their_words():
    first = studies()["xor"].run.history["train_loss"][0, -1]
    text = (
        "{{ value('train_loss') | fixed(3) }} {{ median('train_loss', of='xor-adam') | fixed(3) }}"
        " {{ n_seeds() }} {{ sizes() }} {{ share('train_loss', at_most=9) | percent }}"
        " {{ setting('network.hidden') }} {{ setting('learning_rate') }}"
        " {{ first_epoch('train_loss', at_most=9) }}"
    )
    words = filled(text)
    assert words.startswith(f"{first:.3f} ")
    assert " 6 2–3–1 100.0" in words
    assert words.endswith(" 3 2 0")
    found = Calls(text)
    assert found.problems == []
    assert found.words == " ".join([VALUE] * 8)
    assert [asked.what for asked in found.asked[-2:]] == ["setting", "history"]


def test_the_tables_hold_what_pages_find():
    assert {"value", "median", "share", "setting", "finding"} <= set(FUNCTIONS)
    assert not {name for name in (*FUNCTIONS, *FILTERS) if name.startswith("_")}
