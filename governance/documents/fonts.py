"""Which fonts the papers are set in, and the office's own font folder.

GB/T 9704-2012 asks for fonts (仿宋, 小标宋) that may not be shipped. Each role therefore has a stack:
the licensed face first, then a free one, always ending in a face that carries every character of the
general table. An office that owns the fonts drops the files into `ZHENWEI_FONT_DIR`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings

STACKS: Mapping[str, tuple[str, ...]] = {
    "fangsong": (
        "FangSong_GB2312",
        "FangSong",
        "仿宋",
        "Zhuque Fangsong",
        "AR PL UMing CN",
        "Noto Serif CJK SC",
    ),
    "kai": ("KaiTi_GB2312", "KaiTi", "楷体", "AR PL UKai CN", "LXGW WenKai", "Noto Serif CJK SC"),
    "hei": ("SimHei", "Noto Sans CJK SC"),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC"),
    "song": ("SimSun", "Noto Serif CJK SC"),
}
LAST_RESORTS = frozenset(stack[-1] for stack in STACKS.values())

# Characters that a font claims to have and prints wrongly, so that the next of the stack takes them.
# AR PL UKai: empty glyphs, found by reading the outlines; a name set in Kai would silently lose a
# character. Both AR PL fonts: punctuation in the middle of its square, as Taiwan sets it.
_HOLLOW = "㖞㘎㤘㧏㧐㧟㩳㭎㱮㳠䁖䅟䌷䎬䏝䓖䙌䙡䜣䜩䞍䥺䥽䦂䦃䦅䦆䦛䦶䦷䲟䲠䲡䲢䲣䴓䴔䴕䴖䴗䴘䴙䶮𠂉𡗗𢦏𤇾"
UNFIT: Mapping[str, str] = {
    "AR PL UKai CN": _HOLLOW + "，。、：；！？",
    "AR PL UMing CN": "，。、：；！？",
}

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">{system}</include>
{folder}{unfit}</fontconfig>
"""
_UNFIT_FAMILY = """  <match target="font">
    <test name="family"><string>{family}</string></test>
    <edit name="charset" mode="assign">
      <minus><name>charset</name><charset>{characters}</charset></minus>
    </edit>
  </match>
"""


def stylesheet() -> str:
    """The stacks as CSS custom properties, `--fangsong` and so on."""
    rows = (
        f"--{role}: {', '.join(chr(34) + name + chr(34) for name in names)};"
        for role, names in STACKS.items()
    )
    return ":root { " + " ".join(rows) + " }"


def configuration_file() -> Path:
    """The fontconfig file of the papers: system fonts, the office's folder, less what is unfit.

    Written beside the other generated files, because the office's folder may be read-only.
    """
    folder = Path(settings.FONT_DIR)
    text = _CONFIGURATION.format(
        system=escape(os.environ.get("FONTCONFIG_FILE", "/etc/fonts/fonts.conf")),
        folder=f"  <dir>{escape(str(folder))}</dir>\n" if folder.is_dir() else "",
        unfit="".join(
            _UNFIT_FAMILY.format(
                family=family,
                characters="".join(f"<int>{ord(character):#x}</int>" for character in characters),
            )
            for family, characters in UNFIT.items()
        ),
    )
    path = Path(settings.VAR_DIR) / "fontconfig" / "fonts.conf"
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)  # two workers starting together both leave a whole file
    return path


@contextmanager
def configured() -> Iterator[None]:
    """Point fontconfig at the office's folder while a configuration is being loaded.

    The variable is put back afterwards: other programs started from this process keep their fonts.
    """
    path, before = configuration_file(), os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def installed_families() -> frozenset[str]:
    """Every family name fontconfig knows, the office's folder included; empty without fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return frozenset()
    environment = os.environ | {"FONTCONFIG_FILE": str(configuration_file())}
    listed = subprocess.run(  # fixed arguments
        [program, "--format", "%{family}\n"], env=environment, capture_output=True, text=True, timeout=60
    )
    return frozenset(
        name.strip() for line in listed.stdout.splitlines() for name in line.split(",") if name.strip()
    )


def resolved_faces() -> dict[str, str | None]:
    """Role → the first face of its stack that is installed; None when the whole stack is missing."""
    families = installed_families()
    return {role: next((name for name in names if name in families), None) for role, names in STACKS.items()}
