"""A member that will go says so wherever clients meet it, with its dates; a notice that is too short cannot be declared."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest
from graphql import build_schema

from graph.deprecation import Deprecated, until
from tests.conftest import PROJECT

# Kinds are declared once for a process: this one has its own.
DECLARES = """
import datetime
import schema
from graph import declare
from graph.declare import Many, One, edge, kind, prop
from graph.deprecation import Deprecated
from schema.executable import executable
from schema.records import Record

GOES = Deprecated(datetime.date(2026, 11, 23), datetime.date(2027, 3, 1), en="Use name.", zh="请改用 name。")

class Lamp(Record):
    name: str = prop("名称", "Name.", "名称。", order=True)
    title: str = prop("标题", "Title.", "标题。", order=True, deprecated=GOES)
    street: "One[Street]" = edge("-[:LIGHTS]->", "街道", "Street.", "街道。", deprecated=GOES)
    units: "Many[Unit]" = edge("<-[:KEEPS]-", None, "Units.", "单位。", deprecated=GOES)

    @declare.computed("{n}.name", description="Its length. 长度。", deprecated=GOES)
    def length(facts: str) -> int:
        return len(facts)

kind("灯", prefix="lamp", en="A lamp.", zh="灯。")(Lamp)
print(executable().sdl)
"""
REASON = "Use name. 请改用 name。 Deprecated 2026-11-23, removed from 2027-03-01. 2026-11-23 弃用，2027-03-01 起移除。"


def test_what_is_declared_is_told() -> None:
    """On the field, in the filter and in the order; of a property, an edge to one, an edge to many and what is computed."""
    done = subprocess.run(
        [sys.executable, "-c", DECLARES], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    types = build_schema(done.stdout).type_map
    told = {
        f"{name}.{member}"
        for name in ("Lamp", "LampFilter", "LampOrderField")
        for member, made in getattr(
            types[name], "fields", getattr(types[name], "values", {})
        ).items()
        if made.deprecation_reason == REASON
    }
    assert told == {
        "Lamp.title", "Lamp.street", "Lamp.units", "Lamp.length",
        "LampFilter.title", "LampFilter.street", "LampFilter.units", "LampOrderField.TITLE",
    }  # fmt: skip
    assert len(re.findall("@deprecated", done.stdout)) == len(told)


def test_notice_is_ninety_days() -> None:
    """A day less cannot be declared; the date is read back from the reason."""
    with pytest.raises(ValueError, match="90 days"):
        Deprecated(date(2026, 11, 23), date(2027, 2, 20), "Use x.", "请改用 x。")
    reason = Deprecated(date(2026, 11, 23), date(2027, 2, 21), "Use x.", "请改用 x。").reason
    assert until(reason) == date(2027, 2, 21)
    assert until("No longer supported") is until(None) is None
