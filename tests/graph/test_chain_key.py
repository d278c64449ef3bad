"""The key of the chain: from the environment, or a file of its own that only its owner can read."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from graph.chain import audit_key
from graph.server import ServerProblem

if TYPE_CHECKING:
    from pathlib import Path


def test_a_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    """Several processes that start at once agree on one key, in a file with mode 0600; nothing else is left."""
    environ = {"GONGJIAN_HOME": str(tmp_path / "home")}
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: audit_key(environ).secret, range(16)))
    assert len(keys) == 1
    assert [p.name for p in (tmp_path / "home").iterdir()] == ["audit.key"]
    assert stat.S_IMODE((tmp_path / "home" / "audit.key").stat().st_mode) == 0o600


def test_the_environment_goes_first(tmp_path: Path) -> None:
    """A key in the environment is used as it is, no file is made, and its text doesn't show."""
    key = audit_key({"GONGJIAN_HOME": str(tmp_path), "GONGJIAN_AUDIT_KEY": "ab" * 32})
    assert key.secret == bytes.fromhex("ab" * 32)
    assert list(tmp_path.iterdir()) == []
    assert "ab" * 8 not in repr(key)
    assert str(key.secret) not in repr(key)


@pytest.mark.parametrize("said", ["ab" * 31, "zz" * 32, "密钥" * 32, "0x" + "ab" * 32])
def test_what_is_no_key_is_refused(tmp_path: Path, said: str) -> None:
    """Too short or no hexadecimal, in the environment or in the file: refused in both languages, without the value."""
    with pytest.raises(ServerProblem) as raised:
        audit_key({"GONGJIAN_HOME": str(tmp_path), "GONGJIAN_AUDIT_KEY": said})
    file = tmp_path / "audit.key"
    file.write_text(said, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(ServerProblem) as from_file:
        audit_key({"GONGJIAN_HOME": str(tmp_path)})
    for problem in (raised.value, from_file.value):
        assert problem.code == "AUDIT_KEY_WRONG"
        assert said not in str(problem)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    """A file with wider permissions is refused; the cure names the command."""
    audit_key({"GONGJIAN_HOME": str(tmp_path)})
    (tmp_path / "audit.key").chmod(0o644)
    with pytest.raises(ServerProblem, match="chmod 600") as raised:
        audit_key({"GONGJIAN_HOME": str(tmp_path)})
    assert raised.value.code == "AUDIT_KEY_EXPOSED"
