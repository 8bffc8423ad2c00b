"""Verify annotated documents: python verify_corpus.py [--rows] [--loose-numerals] FOLDER...

Each document is a text with figures marked as ⟦raw|unit|qualifier|tag⟧, a line `---`, and YAML with its relations.
Every relation carries an `expr` in tags. Both sides are evaluated in Decimal over the intervals that the figures
allow (half a unit of the last digit; counted things exact), and the outcome must be what `holds` says. A relation
that depends on how precise a round figure is meant to be (50 beside 49.63), or a relation that `should_be` does not
mend, is refused too. Exit 1 when anything disagrees.
"""

import ast
import collections
import decimal
import itertools
import pathlib
import re
import sys

import yaml

D = decimal.Decimal
decimal.getcontext().prec = 40
MARK = re.compile(r"⟦([^|⟦⟧]+)\|([^|⟦⟧]*)\|([^|⟦⟧]*)\|([^|⟦⟧]+)⟧")
QUALIFIERS = {"exact", "about", "more_than", "less_than", "at_least", "at_most", "range"}
KINDS = {"sum", "difference", "ratio", "bound", "conversion", "repeat", "count", "growth", "comparison"}
RATES = {"ratio", "growth"}
COLUMNS = ("characters", "figures", "relations", "false", "errors")
WIDTHS = (10, 9, 10, 7, 8)
INF = D("1e30")
# Units that a seeded slip confuses; `expr` is in the units meant.
SCALE = {"元": D(1), "万元": D(10**4), "亿元": D(10**8)}
DIGIT = {c: n for n, cs in enumerate("零〇 一壹 二两兩贰 三叁 四肆 五伍 六陆 七柒 八捌 九玖".split()) for c in cs}
PLACE = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
# Units of quantities that are measured, hence rounded; all else is counted, hence exact.
MEASURED = re.compile(
    r"^($|[万亿萬億千]|百万|%|‰|百分点|百分點|成|元|美元|亩|畝|公顷|公頃|平方|立方|米|公里|千米|毫米|mm"
    r"|吨|噸|公斤|千克|斤|千瓦|兆瓦|度|小时|小時|分钟|微克|毫克|倍|升|天/|℃)"
)
HALF = ("一半", "半")


def chinese(s):
    """Value of a Chinese or mixed integer: 二十一, 三百, 12万3千, 八分之一."""
    if "分之" in s:
        below, above = s.split("分之")
        return chinese(above) / chinese(below)
    if s in HALF:
        return D("0.5")
    total, section, digit = D(0), D(0), None
    for part in re.findall(r"[\d.]+|[^\d.]", s):
        if re.match(r"[\d.]", part):
            digit = D(part)
        elif part in DIGIT:
            digit = D(DIGIT[part])
        elif part in PLACE:
            section += (D(1) if digit is None else digit) * PLACE[part]
            digit = None
        elif part in LARGE:
            total += (section + (digit or 0)) * LARGE[part]
            section, digit = D(0), None
        else:
            raise ValueError(f"not a numeral: {s}")
    return total + section + (digit or 0)


def plain(raw):
    s = "".join(chr(ord(c) - 0xFEE0) if 0xFF01 <= ord(c) <= 0xFF5E else c for c in raw)
    return re.sub(r"[\s,%]", "", s).replace("−", "-").replace("－", "-")


def value(raw):
    """(value, exponent of its last digit) of one numeral."""
    s = plain(raw)
    if re.fullmatch(r"-?\d+(\.\d+)?", s):
        v = D(s)
        return v, v.as_tuple().exponent
    v = chinese(s)
    return v, 0


def last_nonzero(v, exponent):
    """Size of the last digit that is not zero: 500 -> 100, 3.5 -> 0.1."""
    if v == 0:
        return D(1).scaleb(exponent)
    n = v.scaleb(-exponent).to_integral_value()
    k = 0
    while n % 10 == 0:
        n /= 10
        k += 1
    return D(1).scaleb(exponent + k)


def interval(raw, unit, qualifier, finest=None, cut=False):
    """(low, high) of a figure; `finest` is the exponent to read a round figure with; `cut`: cut off, not rounded."""
    if qualifier == "range":
        low, high = re.split(r"[-—–~～至到]+", plain(raw))
        return value(low)[0], value(high)[0]
    v, e = value(raw)
    if "分之" in raw or raw in HALF:
        low, high = v * D("0.9"), v * D("1.1")
        return {
            "exact": (v, v),
            "about": (low, high),
            "less_than": (low, v),
            "more_than": (v, high),
            "at_least": (v, INF),
            "at_most": (-INF, v),
        }[qualifier]
    ulp = last_nonzero(v, e)
    if qualifier == "about":
        return v - ulp / 2, v + ulp / 2
    if qualifier == "more_than":
        return v, v + ulp
    if qualifier == "less_than":
        return v - ulp, v
    if qualifier == "at_least":
        return v, INF
    if qualifier == "at_most":
        return -INF, v
    if e == 0 and not MEASURED.match(unit):
        return v, v
    if finest is not None:
        e = min(e, finest)
    step = D(1).scaleb(e)
    if cut:
        return (v, v + step) if v >= 0 else (v - step, v)
    return v - step / 2, v + step / 2


def evaluate(node, env):
    if isinstance(node, ast.Expression):
        return evaluate(node.body, env)
    if isinstance(node, ast.BinOp):
        a, b = evaluate(node.left, env), evaluate(node.right, env)
        op = type(node.op)
        return a + b if op is ast.Add else a - b if op is ast.Sub else a * b if op is ast.Mult else a / b
    if isinstance(node, ast.UnaryOp):
        a = evaluate(node.operand, env)
        return -a if isinstance(node.op, ast.USub) else a
    if isinstance(node, ast.Constant):
        return D(str(node.value))
    return env[node.id]


def tags_of(expr):
    return list(dict.fromkeys(re.findall(r"[A-Za-z_]\w*", expr)))


def side(expr, boxes):
    """Range of an expression over the boxes. Each expression is monotone in every figure, so corners suffice."""
    tree = ast.parse(expr.strip(), mode="eval")
    names = tags_of(expr)
    if len(names) <= 9:
        corners = itertools.product(*(boxes[n] for n in names))
        values = [evaluate(tree, dict(zip(names, c, strict=True))) for c in corners]
        return min(values), max(values)
    if not re.fullmatch(r"[\w\s.+*/()]+", expr):
        raise ValueError(f"many figures and not a plain sum: {expr}")
    return evaluate(tree, {n: boxes[n][0] for n in names}), evaluate(tree, {n: boxes[n][1] for n in names})


def split(expr):
    left, op, right = re.split(r"\s*(<=|>=|<|>|=)\s*", expr, maxsplit=1)
    return left, op, right


def slip(stated, meant):
    """Factor between a unit as stated and the unit that was meant."""
    return SCALE[stated] / SCALE[meant]


def meets(relation, figures, shared, scales):
    """Does it hold, round figures being read at their own (or, `shared`, at the relation's finest) precision?"""
    left, op, right = split(relation["expr"])
    finest = {}
    if shared:
        for t in tags_of(relation["expr"]):
            raw, unit, q = figures[t]
            if q == "exact" and "分之" not in raw and raw not in HALF:
                finest[unit] = min(finest.get(unit, 0), value(raw)[1])

    def box(t, cut):
        raw, unit, q = figures[t]
        return tuple(b * scales.get(t, 1) for b in interval(raw, unit, q, finest.get(unit), cut and t == left.strip()))

    for cut in [False, True] if relation["kind"] in RATES else [False]:
        b = {t: box(t, cut) for t in tags_of(relation["expr"])}
        (a0, a1), (b0, b1) = side(left, b), side(right, b)
        ok = {"=": a0 <= b1 and b0 <= a1, "<=": a0 <= b1, ">=": a1 >= b0, "<": a0 < b1, ">": a1 > b0}[op]
        if ok:
            return True
    return False


def load(path):
    body, _, tail = path.read_text(encoding="utf-8").rpartition("\n---\n")
    return body, yaml.safe_load(tail)


def numerals_left(text):
    """Digits and Chinese numerals that carry no mark, for a human eye."""
    masked = MARK.sub(lambda m: "■" * len(m.group(1)), text)
    found = re.finditer(r"[\d０-９]+|[二三四五六七八九十百千两兩]+", masked)
    return [masked[max(0, m.start() - 8) : m.end() + 8].replace("\n", "⏎") for m in found]


def check(path):
    body, meta = load(path)
    faults, figures = [], {}
    for raw, unit, q, tag in MARK.findall(body):
        if q not in QUALIFIERS:
            faults.append(f"{tag}: qualifier {q}")
        if tag in figures:
            faults.append(f"{tag}: twice")
        figures[tag] = (raw, unit, q)
        try:
            interval(raw, unit, q)
        except (ArithmeticError, KeyError, ValueError) as error:
            faults.append(f"{tag}: {raw}: {error!r}")
    if re.search(r"[⟦⟧]", MARK.sub("", body)):
        faults.append("a mark does not parse")
    mended, scales = dict(figures), {}
    for r in meta["relations"]:
        if r["error_figure"] and r["should_be"] is not None:
            raw, unit, q = figures[r["error_figure"]]
            if "should_be_unit" in r:
                scales[r["error_figure"]] = slip(unit, r["should_be_unit"])
            mended[r["error_figure"]] = (str(r["should_be"]), r.get("should_be_unit", unit), q)
    for r in meta["relations"]:
        name = f"{r['kind']} {r['expr']}"
        if r["kind"] not in KINDS:
            faults.append(f"{name}: kind")
        if set(r["figures"]) != set(tags_of(r["expr"])):
            faults.append(f"{name}: figures {r['figures']}")
        own, shared = meets(r, figures, False, scales), meets(r, figures, True, scales)
        if own != shared:
            faults.append(f"{name}: depends on precision {[figures[t][0] for t in r['figures']]}")
        if own != r["holds"]:
            faults.append(f"{name}: holds is {r['holds']}, found {own}: {[figures[t][0] for t in r['figures']]}")
        if not r["holds"] and r["error_figure"] and not meets(r, mended, False, {}):
            faults.append(f"{name}: should_be does not mend it")
        if r["holds"] and not meets(r, mended, False, {}):
            faults.append(f"{name}: breaks when the errors are mended")
    if meta["clean"] != all(r["holds"] for r in meta["relations"]):
        faults.append("clean is wrong")
    return body, meta, figures, faults


def main(arguments):
    rows, eye = "--rows" in arguments, "--loose-numerals" in arguments
    bad = 0
    for folder in (a for a in arguments if not a.startswith("--")):
        total = collections.Counter()
        print(folder)
        heads = "".join(f"{h:>{w}}" for h, w in zip(COLUMNS, WIDTHS, strict=True))
        print(f"{'document':<28}{heads}  clean  faults")
        for path in sorted(pathlib.Path(folder).glob("*.md")):
            body, meta, figures, faults = check(path)
            wrong = [r for r in meta["relations"] if not r["holds"]]
            seeds = {r["error_figure"] or r["expr"] for r in wrong}
            length = len(MARK.sub(lambda m: m.group(1), body))
            counts = {"characters": length, "figures": len(figures), "relations": len(meta["relations"])}
            counts |= {"false": len(wrong), "errors": len(seeds)}
            row = "".join(f"{n:>{w}}" for n, w in zip(counts.values(), WIDTHS, strict=True))
            print(f"{path.stem:<28}{row}  {'yes' if meta['clean'] else 'no':<5}  {len(faults)}")
            total.update(documents=1, **counts)
            for r in meta["relations"]:
                total[r["kind"]] += 1
                if rows:
                    verdict = "" if r["holds"] else "FALSE "
                    print(f"    {verdict}{r['kind']} {r['expr']}  {[figures[t][0] for t in r['figures']]}")
            for fault in faults:
                print(f"    {fault}")
            if eye:
                print("    unmarked: " + " / ".join(numerals_left(body)))
            bad += len(faults)
        print(", ".join(f"{k} {v}" for k, v in total.items()) + "\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
