"""The commands of LaTeX that mathematics may use; what is not listed here is refused."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Symbols that TeX takes as one sign: they may stand as an argument without braces.
LETTERS = _names(r"""
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
    rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
    Psi Omega ell imath jmath infty partial nabla emptyset top bot prime ast star circ
    """)
SYMBOLS = LETTERS | _names(r"""
    forall exists hbar Re Im times cdot div pm mp bullet odot oplus otimes cap cup wedge vee
    setminus le leq ge geq ne neq ll gg approx sim simeq cong equiv propto in notin ni subset
    subseteq supset supseteq mid parallel perp to rightarrow leftarrow leftrightarrow Rightarrow
    Leftarrow Leftrightarrow mapsto uparrow downarrow implies iff ldots cdots vdots ddots dots
    lVert rVert lvert rvert Vert vert langle rangle lfloor rfloor lceil rceil quad qquad
    sum prod int oint bigcup bigcap
    arccos arcsin arctan cos cosh cot det dim exp inf lim ln log max min sin sinh sup tan tanh
    """)
SIGNS = _names(", : ; ! { } |") | {" "}
# Commands with one argument that is mathematics: alphabets may stand in a script as they are.
ALPHABETS = _names("mathbf mathit mathrm mathcal mathbb mathsf")
ACCENTS = ALPHABETS | _names("hat bar tilde vec dot ddot widehat widetilde overline underline sqrt")
CAPITALS = frozenset(("mathbb", "mathcal"))  # alphabets without small letters
FRACTIONS = _names("frac dfrac tfrac binom")  # two arguments
WORDS = _names("text textbf textit operatorname")  # an argument of plain words
DELIMITERS = _names(
    r"( ) [ ] | / . \{ \} \| \lVert \rVert \lvert \rvert \Vert \vert \langle \rangle \lfloor "
    r"\rfloor \lceil \rceil"
)
# How many columns TeX gives each.
ENVIRONMENTS = {
    "align*": 20,
    "cases": 2,
    **dict.fromkeys(("matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix"), 10),
}
CURES = {
    "aligned": r"use \begin{align*}",
    "split": r"use \begin{align*}",
    "gathered": "use one equation a line",
    r"\operatorname*": r"use \operatorname{..} with the variable in brackets",
    r"\boldsymbol": r"use \mathbf",
    r"\bm": r"use \mathbf",
    r"\pmb": r"use \mathbf",
    r"\tag": "numbers come from the renderer",
    r"\label": "ids come from the model",
    r"\ref": "write @id in the text",
    r"\eqref": "write @id in the text",
    r"\newcommand": "write the formula out",
    r"\def": "write the formula out",
    r"\href": "links belong in the text",
    r"\\": r"lines belong in an environment such as \begin{cases}",
    "&": r"columns belong in an environment such as \begin{cases}",
    "%": r"write the sign in the text, outside of the mathematics",
    "#": r"write the sign in the text, outside of the mathematics",
    "$": r"write the sign in the text, outside of the mathematics",
    '"': r"write it in the text, or '' for a second derivative",
}
