"""Minutes of 2 and of some 20 pages to PDF: cold (a new process) and warm (fonts loaded)."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from datetime import date, datetime

from harness import milliseconds, p50, table

SIZES = {"2 pages": 3, "20 pages": 38}


def paper(sections: int):
    from governance.documents.official import Imprint, MinutesPaper, Roster, Section

    text = (
        "会议听取了邬明溪的汇报。会议认为，冬修工程事关明年春耕用水，资金安排要坚持先急后缓、先通后畅。"
        "会议以举手方式表决，应到11人，实到11人，赞成11票，反对0票，弃权0票。会议决定，同意所报方案；"
        "办理开工手续由柏一苇负责，2026年12月31日前办成；党政办督办。"
    )
    return MinutesPaper(
        title="中共云樨镇委员会会议纪要",
        mark="中共云樨镇委员会会议纪要",
        number="云委纪〔2026〕12号",
        office="中共云樨镇委员会党政综合办公室",
        issued_on=date(2026, 11, 27),
        opening=("2026年11月26日，党委书记陆怀谷主持召开镇党委会议。现将议定事项纪要如下：",),
        sections=tuple(
            Section(heading=f"{n}、关于第{n}件事项", paragraphs=(text, text)) for n in range(1, sections)
        ),
        rosters=(Roster("出席", names=("陆怀谷", "沈砚舟", "邬明溪", "时小满", "林䶮")), Roster("请假")),
        imprint=Imprint("分送", "党委委员", "中共云樨镇委员会党政综合办公室", date(2026, 11, 27)),
    )


def render(sections: int):
    from django.utils import timezone

    from governance.documents.official import render_paper
    from governance.documents.rendering import PdfMetadata

    metadata = PdfMetadata(
        "纪要", "镇党委", datetime(2026, 11, 27, 12, tzinfo=timezone.get_default_timezone())
    )
    return render_paper(paper(sections), metadata=metadata)


if len(sys.argv) > 1:
    begun = time.perf_counter()
    render(int(sys.argv[1]))
    print((time.perf_counter() - begun) * 1000)
    raise SystemExit

rows = []
for name, sections in SIZES.items():
    cold = [
        float(
            subprocess.run(
                [sys.executable, __file__, str(sections)], check=True, capture_output=True, text=True
            ).stdout
        )
        for _ in range(3)
    ]
    made = render(sections)
    warm = milliseconds(lambda s=sections: render(s), times=5, warm=0)
    rows.append([name, made.pages, min(cold), p50(warm), f"{len(made.data) / 1024:.0f}"])
table(["minutes", "pages", "cold ms (min of 3)", "warm ms (p50)", "KB"], rows)
print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
