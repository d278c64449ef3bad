"""Changes: what was done, by whom, by what right and why; written once and never changed.

Decided: the records of a stream form a chain, each holding the hash of the one before it (`graph.chain`), so that a
record that was altered or taken out shows. Personal values are not part of them, only the names of the fields.
"""

from __future__ import annotations

from datetime import datetime

from graph.declare import Node, kind, prop


@kind(
    "变更记录", prefix="change",
    en="Something that was done, as it was recorded at the time.", zh="一次操作的原始记录。",
    sheet=False, default_order="at", unique=(("stream", "seq"), ("once",)),
)  # fmt: skip
class Change(Node):
    """Something that was done."""

    stream: str = prop(None, "The chain of records it belongs to.", "所属的记录链。", index="range")
    seq: int = prop(
        None,
        "Its place in the chain, from 1 without gaps.",
        "在链中的序号，从 1 起不间断。",
        index="range",
        order=True,
    )
    at: datetime = prop(None, "When it was done.", "发生时间。", index="range", order=True)
    act: str = prop(None, "What was done.", "操作。", index="range")
    actor: str | None = prop(
        None,
        "Id of the account that did it; `local:` and a name for somebody at the machine itself.",
        "操作账号的标识；在本机操作的为 `local:` 加用户名。",
        index="range",
    )
    via: str = prop(None, "By what sort of credential.", "凭何种凭据。", index="range")
    request: str | None = prop(None, "Id of the request.", "请求编号。", index="range")
    target: str | None = prop(None, "Id of what it was done to.", "操作对象的标识。", index="range")
    target_kind: str | None = prop(None, "Its kind.", "操作对象的种类。", index="range")
    from_status: str | None = prop(None, "Where it stood before.", "此前的状态。", index="range")
    to_status: str | None = prop(
        None, "Where it stood from then on.", "此后的状态。", index="range"
    )
    delta: str | None = prop(
        None, "What became of it, as JSON: values and ends of edges before and after, personal ones only by name.",
        "变更前后的值与关联（JSON，个人信息只列字段名）。",
    )  # fmt: skip
    fields: list[str] = prop(None, "Names of the fields concerned.", "涉及的字段名。")
    reason: str | None = prop(None, "The reason given.", "所述理由。")
    details: str | None = prop(
        None, "More about it, as JSON without personal values.", "其他情况（JSON，不含个人信息）。"
    )
    previous_hash: str | None = prop(
        None, "Hash of the record before it; none for the first.", "前一条记录的哈希，首条为空。"
    )
    hash: str = prop(
        None,
        "Hash of this record and the one before it.",
        "本条与前一条记录的哈希。",
        index="range",
    )
