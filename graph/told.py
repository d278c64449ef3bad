"""Errors as a caller reads them: refusals with both languages, defects masked behind an id that the log has too."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from graph.compile.refusal import Forbidden, Refusal

if TYPE_CHECKING:
    from graphql import ExecutionResult

log = logging.getLogger("gongjian")
AWAY = "SERVICE_UNAVAILABLE"
LONGEST_MESSAGE = 300
"""Characters of one error of a document that are told."""
LONGEST_SENTENCE = 600
"""Characters of one sentence of ours, which may repeat what was sent."""


def said(code: str, *, zh: str, en: str, **more: Any) -> GraphQLError:
    """An error of ours: code, both languages, and what else belongs to it."""
    zh, en = short(zh, LONGEST_SENTENCE), short(en, LONGEST_SENTENCE)
    return GraphQLError(
        f"{en} {zh}", extensions={"code": code, "messageZh": zh, "messageEn": en, **more}
    )


def short(text: str, most: int = LONGEST_MESSAGE) -> str:
    """What is said, cut where it repeats so much of what was sent that it is longer than may be."""
    return text if len(text) <= most else f"{text[:most]}…"


def refused(refusal: Refusal) -> GraphQLError:
    """A refusal as a GraphQL error: code, both languages, the argument."""
    code = "FORBIDDEN" if isinstance(refusal, Forbidden) else "BAD_USER_INPUT"
    return said(code, zh=refusal.zh, en=refusal.en, reason=refusal.code, argument=refusal.argument)


_CURES = {
    "GRAPHQL_PARSE_FAILED": (
        "查询语法有误：{said}。请检查括号、引号与拼写。",
        "The document cannot be read: {said}. Check brackets, quotes and spelling.",
    ),
    "GRAPHQL_VALIDATION_FAILED": (
        "查询与接口定义不符：{said}。可用的字段和参数见 /graphiql 的文档或 /schema.graphql。",
        "The document does not fit the schema: {said}. See the docs in /graphiql or /schema.graphql for what there is.",
    ),
    "OPERATION_RESOLUTION_FAILURE": (
        "无法确定要执行哪个操作：{said}。文档中有多个操作时请给出 operationName。",
        "It is not clear which operation is meant: {said}. Name one in operationName if there are several.",
    ),
    "BAD_USER_INPUT": (
        "变量或参数的值不合适：{said}。请按接口定义的类型填写。",
        "A variable or argument does not fit: {said}. Give it as its type in the schema says.",
    ),
}


def cure(code: str, what: str) -> dict[str, str]:
    """What a request error means and what to do about it, in both languages, as extensions."""
    zh, en = _CURES[code]
    detail = what.rstrip(".")
    return {"messageZh": zh.format(said=detail), "messageEn": en.format(said=detail)}


def unavailable() -> GraphQLError:
    """What a caller reads while the database is away."""
    return said(
        AWAY, zh="数据库暂不可用，请稍后重试。", en="The database is not available at the moment; please try again.",
    )  # fmt: skip


def too_long() -> GraphQLError:
    """What a caller reads when a statement was ended for taking too long."""
    return said(
        "TIMEOUT", zh="查询超时，请缩小范围或稍后重试。",
        en="This took longer than is allowed; ask for less, or try again.",
    )  # fmt: skip


def outcome_unknown() -> GraphQLError:
    """What a caller reads when the reply to a commit was lost and nobody could tell whether it came to pass."""
    zh = "与数据库的连接在提交时中断，无法确定操作是否已执行。请用同一幂等键和同样的输入再次发送，或先查询再决定。"
    en = (
        "The connection to the database was lost while committing, so it is not known whether this was done. Send it "
        "again with the same idempotency key and input, or look before you repeat it."
    )
    return said("OUTCOME_UNKNOWN", zh=zh, en=en)


def stands_no_longer() -> GraphQLError:
    """What a caller reads who took away his own right to go on, in the same request."""
    zh = "执行前面的操作之后，当前身份不再有效，此项无法执行；整个请求均未执行。"
    en = "After what was asked before this you may not act any more; nothing of the request was done."
    return said("UNAUTHENTICATED", zh=zh, en=en)


def masked(error: Exception) -> GraphQLError:
    """A defect as a caller may see it; everything else goes to the log under the same id."""
    number = secrets.token_hex(6)
    if isinstance(error, GraphQLError):
        log.error("defect %s: a stored value does not fit the schema, at %s", number, error.path)
    else:
        log.error("defect %s", number, exc_info=error)
    return said(
        "INTERNAL_SERVER_ERROR", zh=f"服务内部出错，请告知编号 {number}。",
        en=f"Something went wrong on our side; please quote {number}.", id=number,
    )  # fmt: skip


def told_errors(result: ExecutionResult) -> list[dict[str, Any]]:
    """The errors of the executor as a caller may read them."""
    return [_told(error) for error in result.errors or ()]


def unfit(error: GraphQLError) -> bool:
    """Whether it is graphql-core that could not write a value, and not one of ours, which have a code."""
    original = error.original_error
    return not isinstance(original, Refusal) and not getattr(original or error, "extensions", None)


def _told(error: GraphQLError) -> dict[str, Any]:
    original = error.original_error
    if isinstance(original, Refusal):
        told = refused(original)
        return {**error.formatted, "message": told.message, "extensions": told.extensions}
    # What graphql-core says of a stored value repeats the value, and nobody may read that.
    if not unfit(error):
        return dict(error.formatted)
    hidden = masked(original or error)
    return {**error.formatted, "message": hidden.message, "extensions": hidden.extensions}
