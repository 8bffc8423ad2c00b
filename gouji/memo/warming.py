"""What all audits share, loaded once: suites, templates, catalogues, fonts, patterns, and the libraries' own tables."""

from __future__ import annotations

import tempfile
from pathlib import Path

TEXT = """某县某局2023年度部门整体支出绩效自评报告

一、部门预算执行情况
2023年年初预算数100.00万元，调整预算数120.00万元，全年预算数120.00万元，年终决算数110.00万元，预算执行率为91.67%。其中，基本支出70.00万元，项目支出40.00万元。
二、项目支出情况
共实施项目3个：甲项目预算20.00万元，自评得分95分；乙项目预算12.00万元，自评得分92.5分；丙项目预算8.00万元，自评得分90分。
三、任务完成情况
督察反馈整改任务100个，已完成91个，整改率92%。培训约550人次，同比增长10%。年底前可完成10个村的规划。
"""


def warm() -> None:
    """Audit a few lines into a folder that is thrown away. Raises whatever an audit raises."""
    import nbformat  # noqa: F401 - and what else a notebook needs, though an audit's cells do not

    from gouji.audit import OWN_SUITES
    from gouji.memo import lettering
    from gouji.memo.cards import SECTIONS
    from gouji.memo.language import codes
    from gouji.memo.sheet import open_sheet

    if not OWN_SUITES.is_dir():
        return
    # The words of the field: most characters of a report are among those of the rules over it
    lettering.learn("".join(path.read_text(encoding="utf-8") for path in OWN_SUITES.glob("*.json")))
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        report = Path(folder) / "report.txt"
        report.write_text(TEXT, encoding="utf-8")
        sheet = open_sheet(str(report), str(OWN_SUITES), ",".join(codes()), "never")
        for section in SECTIONS:
            sheet.html(section)
        sheet.write(folder)
