"""Notices: what they may do, and that they can do nothing else."""

import pytest

from nncore.report.pages.notice_grammar import check_notice
from nncore.report.pages.notices import FILTERS, FUNCTIONS, TESTS, render_notice
from tests.report.report_studies import studies

DEEP = "{{ " + "(" * 400 + "1" + ")" * 400 + " }}"
GATHERED = (
    "{% set ns = namespace(a=[]) %}{% for i in range(3) %}{% set ns.a = ns.a + [i] %}{% endfor %}"
    "{{ ns.a | max }} {{ (ns.a | sort)[0] }} {{ ns.a | select('ge', 1) | list | length }}"
)
# Templates that ask for more than a sentence needs, and a word of the refusal.
REFUSED = [
    ("{{ cycler.__init__.__globals__ }}", "cycler"),
    ("{{ lipsum.__globals__['os'].popen('id').read() }}", "cannot be called"),
    ("{{ ''.__class__.__mro__ }}", "that a sentence may read"),
    ("{{ settings().__class__ }}", "no '__class__'"),
    ("{{ settings()['__class__'] }}", "no '__class__'"),
    ("{{ settings().items() }}", "'items' cannot be called"),
    ("{{ value.__self__._studies }}", "that a sentence may read"),
    ("{{ value.__func__ }}", "that a sentence may read"),
    ("{{ [settings()] | map(attribute='__class__') | list | length }}", "no '__class__'"),
    ("{{ [1] | selectattr('__class__') | list | length }}", "that a sentence may read"),
    ("{{ [1] | sort(attribute='real') | length }}", "that a sentence may read"),
    ("{{ 'x' | attr('__class__') }}", "no filter 'attr'"),
    ("{{ [1] | map('attr', 'real') | list | length }}", "attr"),
    ("{{ ['{.__class__}'] | map('format', 1) | list | length }}", "format"),
    ("{{ '{0.__class__}'.format(1) }}", "'format' cannot be called"),
    ("{{ namespace(a=1).__init__ }}", "that a sentence may read"),
    ("{% for i in [1] %}{{ loop.__class__ }}{% endfor %}", "that a sentence may read"),
    ("{{ self.__init__ }}", "that a sentence may read"),
    ("{% include '/etc/passwd' %}", "include is not allowed"),
    ("{% import 'os' as os %}", "import is not allowed"),
    ("{% extends 'a' %}", "extends is not allowed"),
    ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "macro is not allowed"),
    ("{% block a %}{{ self.a() }}{% endblock %}", "not allowed"),
    ("{% for a in [[1]] recursive %}x{% endfor %}", "a loop within itself"),
    ("{% set n = [1] %}{% for i in n %}{% set _ = n.append(1) %}{% endfor %}", "'append' cannot"),
    ("{% for i in range(10**9) %}x{% endfor %}", "no more than"),
    ("{{ range(10**9) | list | length }}", "no more than"),
    ("{% for a in range(6) %}" * 6 + "{% endfor %}" * 6, "more than 20000 steps"),
    ("{{ 9 ** 9 ** 9 ** 9 }}", "too large"),
    ("{{ 2 ** 200 * 2 ** 200 }}", "too large"),
    ("{{ 'a' * 10 ** 9 }}", "takes numbers"),
    ("{{ [0] * 10 ** 9 }}", "takes numbers"),
    ("{{ '%1000000000d' % 1 }}", "takes numbers"),
    ("{{ 1 | fixed(1000000000) }}", "0 to 17"),
    ("{{ 1 | significant(digits=10 ** 9) }}", "0 to 17"),
    ("{{ 'a' ~ 'b' }}", "concat is not allowed"),
    ("{% set ns = namespace(a='aaaaaaaaaa') %}"
     + "{% set ns.a = ns.a + ns.a %}" * 12 + "{{ ns.a }}", "more than 10000 characters"),
    ("{% set ns = namespace(a=[1]) %}" + "{% set ns.a = [ns.a, ns.a] %}" * 40, "5000 values"),
    ("{% set ns = namespace(a=(1,)) %}" + "{% set ns.a = (ns.a, ns.a) %}" * 40, "5000 values"),
    ("x" * 10001, "more than 10000 characters"),
    ("{% for a in range(6) %}" + "x" * 2000 + "{% endfor %}", "more than 10000 characters"),
    (DEEP, ""),
    ("{{ valeu('train_loss') }}", "there are finding, first_epoch, high"),
    ("{{ value('train_loss') | signifcant }}", "no filter 'signifcant'; there are abs, count"),
    ("{{ 1 is divisibleby 0 }}", "no test 'divisibleby'"),
    ("{{ 1 / 0 }}", "division by zero"),
    ("{{ nothing }}", "'nothing' is undefined; there are"),
    ("{% if 0 %}{% set a = 1 %}{% endif %}{{ a }}", "'a' is undefined"),
    ("{{ settings() }}", "a block cannot be shown"),
    ("{{ value }}", "cannot be shown"),
    ("{{ settings().epoch }}", "no 'epoch'; there are"),
    ("{{ value('train_loss', of='gone') }}", "no run of 'gone'"),
    ("{{ value('train_los') }}", "train_los"),
    ("{{ value() }}", "missing"),
    ("{% if %}", "Expected an expression"),
    ("{{ 'open }}", "unexpected"),
    ("words\n{% endif %}", "line 2: "),
]  # fmt: skip


def rendered(template, of="xor"):
    return render_notice(template, studies()[of], studies())


@pytest.mark.parametrize(("template", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_a_sentence_does_not_need_is_refused_by_place(template, words):
    with pytest.raises(ValueError, match=r"^xor: notice: ") as caught:
        rendered(template)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ n_seeds() | count }} seeds, {{ 10 * settings().epochs }} updates", "6 seeds, 400"),
        ("{% for i in range(3) %}{{ loop.index }}{{ ',' if not loop.last }}{% endfor %}", "1,2,3"),
        (GATHERED, "2 0 2"),
        ("{{ [(2, 'b'), (1, 'a')] | selectattr(0, 'gt', 1) | map('last') | join(', ') }}", "b"),
        ("{{ settings().network.hidden | setting }} {{ sizes() }}", "3 2–3–1"),
        ("{{ 'above' if 2 > 1 else 'below' }} {{ 1e-9 | scientific }}", "above 1.00"),
        ("{{ '**bold**' if n_parameters() > 1 }} $\\eta$", "**bold** $\\eta$"),
    ],
)  # fmt: skip
def test_what_a_sentence_needs(template, words):
    assert rendered(template).startswith(words)
    assert check_notice(template) == []


def test_words_of_the_configuration_are_shown_as_they_stand():
    template = "{{ settings(of='circle').variants[0].label }}"
    study = studies()["circle"]
    study.settings["variants"][0]["label"] = "$a$ *b* [c](https://d.e)"
    try:
        assert r"\$a\$ \*b\* \[c\](https://d.e)" in rendered(template)
    finally:
        study.settings["variants"][0]["label"] = "hidden = 2"


def test_the_tables_hold_what_templates_find():
    assert {"value", "median", "share", "settings"} <= set(FUNCTIONS)
    assert not {name for name in (*FUNCTIONS, *FILTERS, *TESTS) if name.startswith("_")}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ valeu(1) }}", "line 1: 'valeu' cannot be called; there are"),
        ("a\n{{ 1 | no }}", "line 2: no filter 'no'"),
        ("{% if %}", "line 1: "),
        ("{{ 1 }} costs $5", "$ without its partner"),
        ("{% if 1 %}a{% else %}$\\input{x}${% endif %}", r"\input"),
        ("[a](javascript:b)", "'javascript:b' is no address"),
        (DEEP * 3, ""),
    ],
)
def test_a_notice_is_checked_before_any_value_is_known(template, words):
    (problem,) = check_notice(template)
    assert words in problem
