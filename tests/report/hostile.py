"""Texts that mean something to HTML, TeX, Jinja, a shell or a font, and a report that holds them.

Nothing in them may do anything: each is shown as it stands or refused by place.
"""

from dataclasses import replace

from nncore.config.records.configuration import Words
from nncore.report.assemble import build_report
from nncore.report.document.made_from import Provenance
from tests.changing import put
from tests.claims import published_rows
from tests.report.report_studies import config, studies

TEXTS = {
    "script": "<script>window.hacked=1</script>",
    "script end": "</script></style></title><script>window.hacked=1</script>",
    "image": '<img src=x onerror="window.hacked=1">',
    "attribute": "\" onmouseover='window.hacked=1' x=\"",
    "comment": "--><svg onload=window.hacked=1><!--",
    "entity": "&lt;script&gt; &#x3c;b&#62; &amp;",
    "frame": "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "meta": "<meta http-equiv=refresh content='0;url=javascript:hacked=1'>",
    "script in mathematics": r"$\text{<script>window.hacked=1</script>}$",
    "handler in mathematics": r"$\operatorname{<img src=x onerror=hacked()>}$",
    "link to code": "[click](javascript:window.hacked=1)",
    "link in capitals": "[click](JaVaScRiPt:window.hacked=1)",
    "link with entity": "[click](java&#115;cript:window.hacked=1)",
    "link with tab": "[click](java\tscript:window.hacked=1)",
    "link to data": "[click](data:text/html,<script>hacked=1</script>)",
    "link to vbscript": "[click](vbscript:hacked)",
    "link without scheme": "[click](//evil.example)",
    "link out of brackets": "a](https://evil.example) [b",
    "link to tex": r"[a](https://a.b/^^5cinput{/etc/passwd})",
    "input": r"\input{/etc/passwd}",
    "caret": "^^5cinput{/etc/passwd} ^^M^^@",
    "write": r"\immediate\write18{touch hacked}",
    "input in mathematics": r"$\input{/etc/passwd}$",
    "caret in mathematics": r"$^^5cinput{/etc/passwd}$",
    "definition in mathematics": r"$\def\x{\x\x}\x$",
    "csname in mathematics": r"$\csname input\endcsname{/etc/passwd}$",
    "end of document": r"} \end{document} {",
    "end of line": "% all of it",
    "parameters": "#1 ## ~ & _ ^ $",
    "listing": r"\end{code}\input{/etc/passwd}",
    "template": "{{ 7 * 7 }} {% raw %}",
    "latex template": "((( 7 * 7 ))) ((* for a in b *))",
    "globals": "{{ cycler.__init__.__globals__.os.popen('touch hacked').read() }}",
    "shell": "$(touch hacked); `touch hacked` | true && false",
    "formula": "=HYPERLINK(1)",
    "emoji": "\N{GRINNING FACE}\N{ZERO WIDTH JOINER}\N{ROCKET} done",
    "chinese": "神经网络从零开始" * 3,
    "right to left": "שלום עולם مرحبا",
    "turned": "safe \N{RIGHT-TO-LEFT OVERRIDE}txt.exe",
    "byte-order mark": "\ufeffstart",
    "combining": "e\u0301 a\u0336\u0337\u0338\u0322 n\u0303",
    "control": "a\x00b\x07c\x1b[31md\x7f\x85",
    "half a character": "a\ud800b",
    "noncharacter": "a\ufffeb",
    "lines": "one\n\ntwo\r\n\tthree\u2028four",
    "long word": "abc" * 60,
    "long code": "`" + "a_b" * 40 + "`",
    "hyphens": "-" * 90,
    "german": "Ħ ħ ŧ ŉ ſ ĸ „quoted“ ß ẞ € ½",
    "many brackets": "[" * 60 + "{" * 60,
}
# Those in an address, where each is refused unless it is written in percent codes.
WORDY = ("title", "author", "document", "summary", "note", "variant", "class", "yaml")
PLAIN = "Plain words"


def study_config(places):
    """The configuration of the small studies with words at places, and the studies with them."""
    claims = list(config().experiments["xor"].claims)
    keys = {"document": "title", "author": "author", "summary": "summary", "url": "url"}
    paths = {place: f"documents/paper/{key}" for place, key in keys.items()}
    fields = Words.model_fields
    paths |= {key: f"experiments/xor/words/{key}" for key in fields}
    if "page" in places:
        places = {**places, "body": (places["page"],)}
    if "note" in places:
        claims[3] = replace(claims[3], note=places["note"])
    found = dict(studies())
    if "variant" in places:
        first, *others = found["circle"].runs
        runs = (replace(first, label=places["variant"]), *others)
        found["circle"] = replace(found["circle"], runs=runs)
    if "class" in places:
        data = replace(found["xor"].dataset, class_names=("0", places["class"]))
        found["xor"] = replace(found["xor"], dataset=data)
        place = replace(claims[4].place, class_name=places["class"])
        claims[4] = replace(claims[4], place=place)
    changes = {paths[place]: words for place, words in places.items() if place in paths}
    return put(config(), {"experiments/xor/claims": tuple(claims), **changes}), found


def build(results, **places):
    """The report with these words at these places."""
    changed, found = study_config(places)
    provenance = Provenance("0123456", f"# {places.get('yaml', '')}\nseed: 3\n", {"nncore": "1"})
    return build_report(changed, found, results, published_rows(changed, found), provenance)
