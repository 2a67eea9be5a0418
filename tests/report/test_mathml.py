"""Formulas on the page."""

import pytest

from nncore.language.formulas import MathError
from nncore.report.markup.mathml import mathml


@pytest.mark.parametrize(
    ("latex", "cure"),
    [
        (r"\begin{aligned} a &= b \end{aligned}", r"use \begin{align*}"),
        (r"\operatorname*{arg\,max}_k", r"use \operatorname{..}"),
        (r"\boldsymbol{x}", r"use \mathbf"),
        (r"\begin{array}{c} a \end{array}", "use one of"),
        (r"\foo{x}", "not a command known here"),
        (r"\frac{a}", "argument is missing"),
        (r"{a", "braces do not match"),
        (r"a}{", "braces do not match"),
        ("η", "write the LaTeX command"),
    ],
)
def test_what_would_come_out_wrong_is_refused(latex, cure):
    with pytest.raises(MathError) as caught:
        mathml(latex)
    assert cure in str(caught.value)


@pytest.mark.parametrize(
    ("latex", "part"),
    [
        (r"\mathrm{d}x", "<mtext>d</mtext>"),
        (r"a \pm b", "<mo>±</mo>"),
        (r"W^\top", '<mi mathvariant="normal">⊤</mi>'),
        (r"a \sim b", "<mo>∼</mo>"),
        (r"(-1)", '<mo form="prefix">−</mo>'),
        (r"y \log \hat y", '<mi>log</mi><mspace width="0.167em"></mspace>'),
        (r"\log(x)", '<mi>log</mi><mo stretchy="false">('),
        (r"\lVert g \rVert_2", '<mo stretchy="false" lspace="0" rspace="0">‖</mo>'),
        (r"\hat y", '<mover accent="true"><mi>y</mi><mo stretchy="false">ˆ</mo>'),
        (r"\begin{align*} a &= b \end{align*}", 'class="aligned"'),
        (r"\Sigma", '<mi mathvariant="normal">Σ</mi>'),
        (r"a\!b", 'width="-0.167em"'),
    ],
)
def test_adjusted_to_what_browsers_read(latex, part):
    assert part in mathml(latex)


def test_displayed_sums_carry_their_limits_above_and_below():
    assert "<munderover>" in mathml(r"\sum_{i=1}^n x_i", display=True)
    assert "<munderover>" not in mathml(r"\sum_{i=1}^n x_i")
