"""Room and permission to write, and what to say when one of them is missing."""

from __future__ import annotations

import errno
import shutil
from typing import TYPE_CHECKING

from graph.server.problem import ServerProblem

if TYPE_CHECKING:
    from pathlib import Path

LEAST_FREE = 256 << 20


def make_room(folder: Path, needed: int) -> None:
    """Have the folder, with `needed` bytes free; raises `HOME_UNWRITABLE` or `DISK_FULL`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise unwritable(folder, error) from error
    if free < needed:
        raise disk_full(folder, free, needed)


def unwritable(folder: Path, error: OSError) -> ServerProblem:
    """The problem of a folder that can't be written (or is full)."""
    if error.errno == errno.ENOSPC:
        return disk_full(folder, 0, 0)
    return ServerProblem(
        "HOME_UNWRITABLE",
        f"无法写入文件夹 {folder}（{error.strerror}）。",
        f"The folder {folder} can't be written ({error.strerror}).",
        "请修正权限，或用 GONGJIAN_HOME 指定另一个文件夹。",
        "Correct its permissions, or name another folder in GONGJIAN_HOME.",
    )


def disk_full(folder: Path, free: int, needed: int) -> ServerProblem:
    """The problem of a disk without room; sizes in bytes, 0 where not known."""
    short_zh = f"：剩余 {free >> 20} MB，需要约 {needed >> 20} MB" if needed else ""
    short_en = f": {free >> 20} MB free, about {needed >> 20} MB needed" if needed else ""
    return ServerProblem(
        "DISK_FULL",
        f"磁盘空间不足{short_zh}（{folder}）。",
        f"The disk is full{short_en} ({folder}).",
        "请腾出空间，或用 GONGJIAN_HOME 指定另一块磁盘上的文件夹；已有数据未被改动。",
        "Make room, or name a folder on another disk in GONGJIAN_HOME; what was there is untouched.",
    )
