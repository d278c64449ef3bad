"""The key of the chain: a secret of this installation that the database does not hold."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.server import ServerProblem, settings_from_env

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SETTING = "GONGJIAN_AUDIT_KEY"
FILE = "audit.key"
_BYTES = 32


@dataclass(frozen=True)
class ChainKey:
    """At least 32 secret bytes.

    Raises:
        ValueError: fewer.
    """

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) < _BYTES:
            raise ValueError(f"a key of the chain has at least {_BYTES} bytes")

    def mac(self, said: bytes) -> str:
        """HMAC-SHA256, in hexadecimal."""
        return hmac.new(self.secret, said, hashlib.sha256).hexdigest()

    @property
    def fingerprint(self) -> str:
        """Tells keys apart and says nothing else about them."""
        return self.mac(b"fingerprint")[:16]


def audit_key(environ: Mapping[str, str]) -> ChainKey:
    """The key in `GONGJIAN_AUDIT_KEY`, or else in the home's `audit.key`, which is made on first use.

    Raises:
        ServerProblem: it is no key, or others can read the file.
    """
    said = environ.get(SETTING, "").strip()
    if said:
        return _parsed(said, SETTING)
    path = settings_from_env(environ).home / FILE
    try:
        if not path.exists():
            _make(path)
        if path.stat().st_mode & 0o077:
            raise _exposed(path)
        return _parsed(path.read_text(encoding="ascii", errors="replace").strip(), str(path))
    except OSError as error:
        raise _unreadable(path, error) from error


def _parsed(said: str, where: str) -> ChainKey:
    try:
        return ChainKey(bytes.fromhex(said))
    except ValueError:
        raise ServerProblem(
            "AUDIT_KEY_WRONG",
            f"{where} 中的审计密钥无效：应为至少 64 位十六进制数字。",
            f"The audit key in {where} is not valid: it takes at least 64 hexadecimal digits.",
            "请恢复原来的密钥；新装的系统可用 openssl rand -hex 32 生成一个。",
            "Restore the key there was; for a new installation, openssl rand -hex 32 makes one.",
        ) from None


def _make(path: Path) -> None:
    """Whole or not at all, and never over another: two processes may start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(fresh)
    finally:
        fresh.unlink()


def _exposed(path: Path) -> ServerProblem:
    return ServerProblem(
        "AUDIT_KEY_EXPOSED",
        f"审计密钥文件 {path} 可被其他用户读取。",
        f"The file of the audit key, {path}, can be read by other users.",
        f"请运行 chmod 600 {path}。",
        f"Run chmod 600 {path}.",
    )


def _unreadable(path: Path, error: OSError) -> ServerProblem:
    return ServerProblem(
        "AUDIT_KEY_UNREADABLE",
        f"无法读取或生成审计密钥文件 {path}：{error.strerror}。",
        f"The file of the audit key, {path}, can be neither read nor made: {error.strerror}.",
        f"请检查该文件夹的权限，或用环境变量 {SETTING} 给出密钥。",
        f"Check the permissions of that folder, or give the key in {SETTING}.",
    )
