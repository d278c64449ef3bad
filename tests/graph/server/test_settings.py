"""What the environment may say about the managed database."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.server import ServerProblem, settings_from_env
from graph.server.ask import too_old
from graph.server.conf import conf_lines
from graph.server.settings import PROJECT


def test_nothing_said_means_a_folder_of_the_project_whatever_home_is() -> None:
    """Without variables everything lives under the project; HOME plays no part."""
    for environ in ({}, {"HOME": "/nonexistent"}):
        settings = settings_from_env(environ)
        assert settings.home == PROJECT / ".gongjian"
        assert settings.jars == PROJECT / ".gongjian" / "jars"
        assert (settings.bolt_port, settings.http_port) == (7687, 7474)


def test_said_is_said() -> None:
    """Each variable reaches its setting, and the configuration the database gets."""
    settings = settings_from_env(
        {
            "GONGJIAN_HOME": "/data/共建",
            "GONGJIAN_JARS": "/shared/jars",
            "GONGJIAN_JARS_MIRROR": "https://mirror.example/maven/",
            "GONGJIAN_NEO4J_HEAP": "1g",
            "GONGJIAN_NEO4J_PAGECACHE": "256m",
            "GONGJIAN_NEO4J_FLAGS": "-XX:TieredStopAtLevel=1 -Xss1m",
            "GONGJIAN_NEO4J_BOLT_PORT": "0",
        }
    )
    assert settings.home == Path("/data/共建")
    assert settings.jars == Path("/shared/jars")
    assert settings.mirror == "https://mirror.example/maven"
    assert settings.java_flags == ("-XX:TieredStopAtLevel=1", "-Xss1m")
    assert settings.bolt_port == 0
    lines = conf_lines(settings, "2026.08.1", 17687, 17474)
    assert "server.memory.pagecache.size=256m" in lines
    assert f"db.memory.transaction.max={1 << 29}" in lines
    assert "server.bolt.advertised_address=127.0.0.1:17687" in lines


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GONGJIAN_NEO4J_HEAP", "lots"),
        ("GONGJIAN_NEO4J_HEAP", "1m"),
        ("GONGJIAN_NEO4J_PAGECACHE", "-5"),
        ("GONGJIAN_NEO4J_BOLT_PORT", "70000"),
        ("GONGJIAN_NEO4J_HTTP_PORT", "７４７４"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(name: str, value: str) -> None:
    """A value that can't be meant is refused by name, in both languages."""
    with pytest.raises(ServerProblem) as caught:
        settings_from_env({name: value})
    assert caught.value.code == "SETTING_WRONG"
    assert name in caught.value.zh
    assert name in caught.value.en


@pytest.mark.parametrize(
    ("version", "is_old"),
    [
        ("4.4.42", True),
        ("5.25.1", True),
        ("5.26.0", False),
        ("5.26.30", False),
        ("5.27.0-aura", False),
        ("2025.01.0", False),
        ("2026.08.1", False),
    ],
)
def test_526_is_the_oldest_that_will_do(version: str, is_old: bool) -> None:
    """Both ways of numbering versions are understood."""
    assert too_old(version) is is_old
