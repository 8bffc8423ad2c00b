"""What a department tells of its work: one function an idea, several wordings each, nouns from the vocabulary.

Each writes one or two sentences (without a paragraph's end) and declares the ties that they state.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from benchmarks.writing import Draft

Words = dict[str, Any]


def parts_of_whole(d: Draft, w: Words) -> None:
    """A whole and its parts, in either order."""
    verb, noun, unit, low, high, names = w["wholes"].pop(d.random.randrange(len(w["wholes"])))
    if unit in ("公里", "万亩", "平方公里"):
        whole = d.measure(low, high, unit, 2 if unit == "万亩" else d.random.choice([1, 2]))
    else:
        whole = d.count(low, high, unit)
    parts = list(zip(names, d.split(whole, len(names), 0.15), strict=True))
    way = d.random.randrange(6)
    if way == 0:
        d.say(f"[全年|年内|一年来][共|累计|]{verb}{noun}{{whole}}[，其中：|，其中|，具体为：]", whole=whole)
        d.listed(parts, d.pick("、", "，"))
        d.put("。")
    elif way == 1:
        d.say(f"{verb}{noun}{{whole}}（", whole=whole)
        d.listed(parts)
        d.put("）。")
    elif way == 2:
        d.say(f"{verb}[的|]{noun}中，")
        d.listed(parts, "，")
        d.say("，[合计|共计|总计]{whole}。", whole=whole)
    elif way == 3:
        d.say(f"[共|全年]{verb}{noun}{{whole}}，[按类别分|分类别看]，", whole=whole)
        d.listed(parts)
        d.put("。")
    elif way == 4:
        names_told = "、".join(name for name, _ in parts)
        d.say(f"{verb}{noun}{{whole}}，其中{names_told}分别为", whole=whole)
        lent = d.random.random() < 0.5
        for k, (_, part) in enumerate(parts):
            d.put("、" if k else "")
            d.figure(part, "n" if lent and k + 1 < len(parts) else "")
        d.put("。")
    else:
        last, part = parts[-1]
        d.say(f"[截至年底|到年末]，{verb}{noun}{{whole}}，[包括|其中]", whole=whole)
        d.listed(parts[:-1])
        d.say("[和|以及]" + last + "{part}", part=part)
        if unit not in ("万亩", "平方公里") and d.random.random() < 0.6:
            share = d.rate(parts[0][1], whole)
            d.say("，" + parts[0][0] + "占[比|]{share}", share=share)
        d.put("。")


def task_and_done(d: Draft, w: Words) -> None:
    """A task, what was done of it, the rate, what is left."""
    task, unit, low, high, verb, rate_name = w["tasks"].pop(d.random.randrange(len(w["tasks"])))
    whole = d.measure(low, high, unit, 2) if unit in ("平方公里", "公里", "万亩") else d.count(low, high, unit)
    over = d.random.random() < 0.2
    full = not over and d.random.random() < 0.2
    done = whole if full else d.share_of(whole, 1.01, 1.2) if over else d.share_of(whole, 0.55, 0.99)
    rate = d.quantity("rate", 100, "%") if full else d.rate(done, whole)
    rest = None if over or full else d.less(whole, done)
    if not over:
        d.tie("bound", "at_most", done, (whole,)) if not full else None
    way = d.random.randrange(5)
    if full:
        d.say(f"{task}{{whole}}，[已全部{verb}|全部{verb}到位]，{rate_name}[达|为|达到|]{{rate}}。", whole=whole, rate=rate)
    elif way == 0:
        d.say(f"{task}{{whole}}，[目前已|已|]{verb}{{done}}，{rate_name}[为|达|达到|]{{rate}}。", whole=whole, done=done, rate=rate)
    elif way == 1 and rest:
        d.say(f"{task}{{whole}}，[截至12月末|到年底]{verb}{{done}}，[尚余|还剩|剩余]{{rest}}[将于明年完成|正在推进]。", whole=whole, done=done, rest=rest)
    elif way == 2 and rest:
        d.say(f"{task}[共|]{{whole}}，除{{rest}}因[手续不全|资金未到位|天气原因]未完成外，[其余|其他]{{done}}均已{verb}，{rate_name}{{rate}}。",
              whole=whole, done=done, rest=rest, rate=rate)
    elif way == 3:
        d.say(f"[全年|实际]{verb}{{done}}，[占|为|完成]{task}{{whole}}的{{rate}}。", whole=whole, done=done, rate=rate)
    else:
        d.say(f"{task}为{{whole}}，实际{verb}{{done}}（{rate_name}{{rate}}）。", whole=whole, done=done, rate=rate)


def change_over_year(d: Draft, w: Words) -> None:
    """A quantity, last year's, the difference and the rate of change."""
    noun, unit, low, high, places = w["changes"].pop(d.random.randrange(len(w["changes"])))
    if unit == "万元":
        now = d.money(low, high, "万元")
    else:
        now = d.measure(low, high, unit, places) if places or unit in ("平方米", "亩") else d.count(low, high, unit)
    then_value = (now.exact * Decimal(str(round(d.random.uniform(0.72, 1.24), 4)))).quantize(
        Decimal("0.01") if now.name == "money" else Decimal(1) if now.name == "count" else Decimal("0.0001"))
    then = d.quantity(now.name, then_value, now.unit, now.places)
    difference, rate, grew = d.change(now, then)
    up = d.pick("增长", "上升", "提高") if noun[-1] in "量数次长" else "增长"
    word, more = (up, "增加") if grew else (d.pick("下降", "减少"), "减少")
    last = d.pick("上年", "去年", "2022年", "上一年度") if d.style != "communique" else "上年"
    way = d.random.randrange(6)
    given = {"now": now, "then": then, "difference": difference, "rate": rate}
    templates = [
        f"{noun}{{now}}，[比|较]{last}{more}{{difference}}，{word}{{rate}}。",
        f"{noun}[为|达到|达]{{now}}，{last}为{{then}}，同比{word}{{rate}}。",
        f"{noun}由{last}的{{then}}{'增加' if grew else '减少'}到{{now}}，{'增幅' if grew else '降幅'}[为|达|]{{rate}}。",
        f"{noun}{{now}}，{last}同期{{then}}，{'净增' if grew else '减少'}{{difference}}，{word}{{rate}}。",
        f"[全年|本年度]{noun}{{now}}，同比{more}{{difference}}，{'增幅' if grew else '降幅'}{{rate}}。",
        f"与{last}相比，{noun}{more}{{difference}}，{word}{{rate}}，[全年为|达到|为]{{now}}。",
    ]
    d.say(templates[way], given)


def things_listed(d: Draft, w: Words) -> None:
    """A stated number of things that are named."""
    verb, noun, unit, pool = w["lists"].pop(d.random.randrange(len(w["lists"])))
    count = d.random.randint(3, len(pool))
    names = "、".join(d.random.sample(pool, count))
    number = d.quantity("count", count, unit)
    head, tail = names.rsplit("、", 1)
    joined = d.pick(names, f"{head}和{tail}", names)
    way = d.random.randrange(4)
    opened = way == 0 or (way == 3 and verb == "完成")  # 等 may leave some unnamed
    d.tie("count", "count_open" if opened else "count", number, constant=count)
    if way == 0:
        d.say(f"{verb}{joined}等{{n}}{noun}。", n=number)
    elif way == 1:
        d.say(f"{verb}{{n}}{noun}（{names}）。", n=number)
    elif way == 2:
        d.say(f"{verb}{noun}{{n}}，[分别为|分别是]{joined}。", n=number)
    else:
        d.say(f"{joined}{{n}}{noun}[陆续|先后|]{'完成' if verb == '完成' else verb}。" if verb != "完成" else f"{verb}{joined}等{{n}}{noun}。", n=number)


def paid_each(d: Draft, w: Words) -> None:
    """So many people, so much money, so much each."""
    people, unit, low, high, what = w["each"]
    w["each"] = None
    count = d.count(low, high, unit)
    each = d.random.randint(6, 60) * 100
    way = d.random.randrange(3)
    if way == 0:
        paid = d.amount(count.exact * each, "万元", 2)
        mean = d.quantity("mean", paid.exact / count.exact, "元", 0)
        d.tie("ratio", "mean", mean, (paid, count))
        d.say(f"[全年|]为{{n}}{people}发放{what}{{paid}}，[人均|平均每人|人均达]{{mean}}。" if unit in "名人" else
              f"[全年|]向{{n}}{people}发放{what}{{paid}}，[户均|平均每户]{{mean}}。", n=count, paid=paid, mean=mean)
    elif way == 1:
        mean = d.quantity("mean", each, "元")
        paid = d.amount(count.exact * each, "万元", 2)
        d.tie("ratio", "product", paid, (count, mean))
        d.say(f"{what}按{'每人' if unit in '名人' else '每户'}{{mean}}的标准[发放|兑付]，[惠及|覆盖]{people}{{n}}，[共计|合计|]支出{{paid}}。",
              n=count, mean=mean, paid=paid)
    else:
        exact = d.amount(Decimal(d.random.randint(low * 900, high * 2400)), "万元", 2)
        mean = d.quantity("mean", exact.exact / count.exact, "元", 2)
        d.tie("ratio", "mean", mean, (exact, count))
        d.say(f"{what}支出{{paid}}，受益{people}{{n}}，{'人均' if unit in '名人' else '户均'}{{mean}}。", paid=exact, n=count, mean=mean)


def told_loosely(d: Draft, w: Words) -> None:
    """Figures that stand alone, most of them vague."""
    for k, (text, unit) in enumerate(zip(w["vague"], w["vague_units"], strict=True)):
        d.say(("，" if k else "") + text, n=d.count(320, 9600, unit))
    d.put("。")


def area_twice(d: Draft, w: Words) -> None:
    """One area in two units."""
    hectares = d.random.random() < 0.5
    area = d.measure(12, 90, "公顷", 2) if hectares else d.measure(9000, 90000, "平方米", 2)
    other = d.quantity("measure", area.exact, "亩", d.random.choice([1, 2]) if hectares else 2)
    d.tie("conversion", "same", other, (area,))
    what = d.pick("项目用地", "腾退场地", "配套绿化", "征收土地", "闲置地块盘活")
    d.say(f"[{what}面积|{what}]" + "{area}" + d.pick("（约{other:~}）。", "（合{other}）。", "（折合{other}）。"), area=area, other=other)


def rate_moved(d: Draft, w: Words) -> None:
    """A rate now and then, and the difference in percentage points."""
    places = d.random.choice([1, 2])
    then = d.measure(71, 88, "%", places)
    gain = d.measure(1, 9, "百分点", places)
    now = d.quantity("measure", then.exact + gain.exact, "%", places)
    d.tie("difference", "linear", gain, (now, then), (1, -1))
    what = d.pick("服务对象满意度", "群众知晓率", "设施设备完好率", "线上办理率", "按时办结率", "主干路段覆盖率")
    d.say(d.pick(
        f"{what}由[上年|年初]的{{then}}提高到{{now}}，提升{{gain}}。",
        f"{what}[达|为|达到]{{now}}，[比|较]上年（{{then}}）[提高|上升]{{gain}}。",
        f"{what}{{now}}，上年为{{then}}，[提高|上升]了{{gain}}。",
    ), now=now, then=then, gain=gain)


def order_told(d: Draft, w: Words) -> None:
    """Two figures and the order that the words give them."""
    lower, higher = d.measure(80, 89, "%", 1), d.measure(90, 99, "%", 1)
    what = d.pick("抽检合格率", "回访满意率", "系统在线率", "首问办结率")
    if d.random.random() < 0.5:
        d.tie("comparison", "less", lower, (higher,))
        d.say(f"{what}{{a}}，[高于|超过]全省平均水平（{{b}}）。", a=higher, b=lower)
    else:
        d.tie("comparison", "less", lower, (higher,))
        d.say(f"{what}{{a}}，[低于|未达到]年初{{b}}的目标值。", a=lower, b=higher)


def opening_and_closing(d: Draft, w: Words) -> None:
    """A stock: opening, in, out, closing."""
    unit, what, came, went = d.random.choice([("件", "信访事项", "新受理", "办结"), ("台", "在用设备", "新购", "报废"), ("名", "在册人员", "新进", "减员"),
                                               ("份", "待审档案", "新收", "审结")])
    opening, came_in = d.count(40, 300, unit), d.count(20, 200, unit)
    out = d.count(10, int(opening.exact), unit)
    closing = d.quantity("count", opening.exact + came_in.exact - out.exact, unit)
    d.tie("difference", "linear", closing, (opening, came_in, out), (1, 1, -1))
    d.say(d.pick(
        f"{what}年初{{a}}，[年内|本年]{came}{{b}}、{went}{{c}}，年末[为|余|]{{e}}。",
        f"{what}上年末{{a}}，本年{came}{{b}}，{went}{{c}}，[期末|年末]{{e}}。",
    ), a=opening, b=came_in, c=out, e=closing)


def towns_apart(d: Draft, w: Words, towns: Sequence[str] = ("柳林镇", "石门镇", "高桥镇", "双河镇")) -> None:
    """Three or four towns with their amounts, lent one unit, and the total."""
    names = d.random.sample(list(towns), d.random.choice([3, 4]))
    parts = [d.money(60, 900, "万元") for _ in names]
    whole = d.total(parts)
    d.say(f"[向|对]{'、'.join(names)}[分别拨付|分别安排|分别下达]资金")
    for k, part in enumerate(parts):
        d.put("、" if k else "")
        d.figure(part, "" if k + 1 == len(parts) else "n")
    d.say("，[合计|共计|总额]{whole}。", whole=whole)


IDEAS: dict[str, tuple[Callable[[Draft, Words], None], str | None]] = {  # the idea and the words it uses up
    "parts": (parts_of_whole, "wholes"), "task": (task_and_done, "tasks"), "change": (change_over_year, "changes"),
    "list": (things_listed, "lists"), "each": (paid_each, "each"), "loose": (told_loosely, "vague"), "area": (area_twice, None),
    "points": (rate_moved, None), "order": (order_told, None), "stock": (opening_and_closing, None), "towns": (towns_apart, None),
}


def ready(w: Words, name: str, used: set[str]) -> bool:
    """Whether an idea has words left; the ones that draw on no list are told once a report."""
    words = IDEAS[name][1]
    return bool(w.get(words)) if words else name not in used


def tell(d: Draft, w: Words, count: int, used: set[str], only: Sequence[str] | None = None) -> None:
    """So many ideas in one paragraph, each told once."""
    for _ in range(count):
        names = [name for name in (only or IDEAS) if ready(w, name, used)]
        if not names:
            return
        name = d.random.choice(names)
        used.add(name)
        IDEAS[name][0](d, w)
        if name == "loose":
            w["vague"] = []
