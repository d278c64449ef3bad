"""Every code that the GraphQL interface answers with, and what each means: the one registry.

A code stands at one of three places: `code` of a request's or field's error, `reason` beside it, or `code` of an act's
`userErrors`. `docs/errors.md` is made of this; `tests/test_codes.py` finds a code that is used and not here, and one that
is here and provoked by no test. What an answer says in so many words is said where the code is used.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Where(enum.Enum):
    """Where in an answer a code stands."""

    ERROR = "errors[].extensions.code"
    REASON = "errors[].extensions.reason"
    ACT = "userErrors[].code"


@dataclass(frozen=True)
class Code:
    """A code: what it means, in Chinese and English."""

    name: str
    where: Where
    zh: str
    en: str


ERRORS = {
    "BAD_REQUEST": ("请求不是合格的 GraphQL over HTTP：方法、媒体类型或请求体有误。", "This is no GraphQL over HTTP: the method, the media type or the body is wrong."),
    "BAD_USER_INPUT": ("变量或参数的值不合适；`reason` 说明哪里不合适。", "The value of a variable or argument does not fit; `reason` says how."),
    "FORBIDDEN": ("当前身份或凭据不允许这样做；`reason` 是动作名（见权限页）或其他原因。", "Who asks, or the credential in use, may not do this; `reason` names the act (see the page on permissions) or says why else."),
    "GRAPHQL_PARSE_FAILED": ("文档语法有误。", "The document cannot be read."),
    "GRAPHQL_VALIDATION_FAILED": ("文档与接口定义不符。", "The document does not fit the schema."),
    "INTERNAL_SERVER_ERROR": ("服务内部出错；请告知回答里的编号。", "A defect of ours; please quote the id in the answer."),
    "OUTCOME_UNKNOWN": ("提交时连接中断，无法确定操作是否已执行；用同一幂等键再次发送即可得知。", "The connection was lost while committing, so it is not known whether this was done; send it again with the same idempotency key to find out."),
    "OPERATION_RESOLUTION_FAILURE": ("无法确定要执行哪个操作。", "It is not clear which operation is meant."),
    "PERSISTED_QUERY_NOT_FOUND": ("没有这个标识的受信文档。", "There is no trusted document with this id."),
    "PERSISTED_QUERY_NOT_SUPPORTED": ("本服务不这样使用受信文档；`reason` 说明原因。", "Trusted documents are not used like this here; `reason` says how."),
    "SERVICE_UNAVAILABLE": ("数据库暂不可用；稍后重试。", "The database is not available at the moment; try again."),
    "TIMEOUT": ("超过允许的时间；缩小范围或稍后重试。", "It took longer than is allowed; ask for less, or try again."),
    "TOO_MANY_OPERATIONS": ("一个连接上同时进行的操作过多。", "Too many operations at a time on one socket."),
    "TOO_MANY_REQUESTS": ("请求过于频繁；请按 Retry-After 等待。", "Asked too often; wait as Retry-After says."),
    "UNAUTHENTICATED": ("凭据无效，或身份已变更。", "The credential is not valid, or whoever asks is not what he was."),
}  # fmt: skip
"""Codes of errors. The names are those that GraphQL tools know, where they have one."""

REASONS = {
    "BATCH": ("批量请求（JSON 数组）。", "A batch: a JSON array of requests."),
    "BODY_CUT_OFF": ("请求体没有发完。", "The body ended early."),
    "BODY_TOO_SLOW": ("请求体到达太慢。", "The body took too long to arrive."),
    "BUDGET": ("一分钟内的额度已用完。", "What may be asked in a minute is used up."),
    "CALLER_UNKNOWN": ("暂时无法核实身份。", "Who asks cannot be looked up at the moment."),
    "CHARSET": ("请求体声明的编码不是 UTF-8。", "The body says to be in another encoding than UTF-8."),
    "CONTENT_ENCODING": ("请求体经过压缩。", "The body is packed."),
    "CREDENTIAL": ("凭据无效；不说明具体原因。", "The credential is not good; why is not told."),
    "BOOKMARK_INVALID": ("书签不是本服务发给当前账号的。", "The bookmark is none that this service gave to this account."),
    "COST_TOO_HIGH": ("一次请求可能返回的对象过多；`cost` 给出点数与上限。", "The answer could hold too many objects; `cost` says how many points it is, and how many may be."),
    "CURSOR_INVALID": ("游标无效或属于另一种排序。", "No cursor of this order."),
    "DOCUMENTS_OFF": ("本服务未启用受信文档。", "This service has no trusted documents."),
    "DOCUMENTS_ONLY": ("本服务只回答受信文档。", "This service answers trusted documents only."),
    "EXPLAIN_READS": ("只有查询可以附带语句说明。", "Only queries are explained."),
    "FILTER_NEEDS_ANCHOR": ("筛选条件找不到起点，会扫描全部记录。", "The filter gives the database nothing to begin with; it would look at every record."),
    "FILTER_NULL": ("筛选条件里不能写 null。", "A filter cannot be null."),
    "FOREIGN_PAGE": ("其他网站的页面发出的请求，没有执行。", "A page of another site sent this; it was not carried out."),
    "GET_READS": ("用 GET 请求查询以外的操作。", "Something else than a query was asked by GET."),
    "HALF_WINDOW": ("时段只填了一端。", "Only one end of a window is given."),
    "MEASURE_NEEDED": ("此类需求须注明计量单位。", "This category of need takes a unit of measure."),
    "INTROSPECTION": ("未登录时查询了 __schema。", "Somebody unknown asked for __schema."),
    "MEDIA_TYPE": ("请求体的媒体类型不是 application/json。", "The media type of the body is not application/json."),
    "MEMBER": ("请求中某个成员的类型或长度不合适。", "A member of the request is of a wrong type or length."),
    "METHOD": ("除 POST 和 GET 以外的方法。", "Another method than POST and GET."),
    "JSON_VALUES": ("JSON 中的值过多。", "The JSON holds too many values."),
    "NAME_TWICE": ("同一名称出现了两次。", "The same name was given twice."),
    "NESTED": ("JSON 嵌套过深。", "The JSON is nested too deeply."),
    "NOTHING_ASKED": ("既没有 query，也没有 documentId。", "Neither query nor documentId was sent."),
    "NOT_ACCEPTABLE": ("Accept 所列的媒体类型都无法提供。", "None of the media types in Accept can be given."),
    "NOT_JSON": ("不是合法的 JSON。", "This is not JSON."),
    "NOT_UTF8": ("不是 UTF-8 编码。", "This is not encoded in UTF-8."),
    "NO_OBJECT": ("请求体不是 JSON 对象。", "The body is no JSON object."),
    "NUL": ("含有空字符（U+0000）。", "It holds the character NUL (U+0000)."),
    "NUMBER_TOO_LARGE": ("含有超出 64 位的整数。", "It holds a whole number beyond 64 bits."),
    "OFFSET": ("时间缺少时区。", "A time lacks its offset."),
    "OVER_LIMIT": ("一次请求的内容过多；`limits` 列出各项的数量与上限。", "More is asked than one request may; `limits` says how much of what was found, and how much may be."),
    "PAGE_AMBIGUOUS": ("first 与 last 只能用一个。", "Only one of first and last can be used."),
    "PAGE_SIZE": ("每页条数不合适。", "A page of this size cannot be had."),
    "PLACES": ("订阅的地域为空或过多。", "No places to follow, or too many."),
    "PREFLIGHT": ("任何网站的链接都能发出的 GET 查询。", "A query by GET that a link of any site could have sent."),
    "QUANTITY": ("数量不是可用的正数。", "The quantity is no usable positive number."),
    "QUERY_AND_DOCUMENT": ("同时发送了 query 与 documentId，或指定了几份文档。", "Both query and documentId were sent, or several documents."),
    "REQUEST_TOO_LONG": ("请求超过 256 KiB。", "The request is longer than 256 KiB."),
    "RESYNC": ("游标之后的变更无法接续，须重新读取数据。", "What came after a cursor cannot be told; read the data anew."),
    "SOCKETS": ("同一地址的 WebSocket 连接过多。", "Too many WebSockets are open from one address."),
    "SUBSCRIPTION": ("订阅须用事件流或 WebSocket。", "A subscription takes an event stream or a WebSocket."),
    "TEXT_LENGTH": ("文字过短或过长。", "A text is too short or too long."),
    "TOO_DEEP": ("嵌套层数过多。", "Nested too deeply."),
    "TOO_MANY_ACTS": ("一次请求的动作过多。", "Too many acts in one request."),
    "TOO_MANY_IDS": ("一次给出的标识过多。", "Too many ids at a time."),
    "TOO_MANY_NEEDS": ("时段内的需求过多，无法一次统计。", "There are more needs in the period than one answer is made of."),
    "TOO_MANY_STREAMS": ("一次订阅的街道过多。", "Too many streets in one subscription."),
    "UNKNOWN": ("没有这个标识的对象。", "Nothing has this id."),
    "UNKNOWN_DOCUMENT": ("没有这个标识的受信文档。", "No trusted document has this id."),
    "WINDOW": ("结束时间不晚于开始时间。", "A window ends before it begins."),
    "WINDOW_TOO_LONG": ("时段超过 366 天。", "A window is longer than 366 days."),
    "YEAR": ("年份超出可用范围。", "A year is out of range."),
}  # fmt: skip
"""Why a value was refused. With `FORBIDDEN` the reason may be an act of the table of permissions instead."""

ACTS = {
    "CAPACITY_MISSING": ("除“不限”外，容量必填。", "Only an unlimited resource has no capacity."),
    "CAPACITY_TAKEN": ("该时段余量不足，已有其他承诺；`allowed` 是可改的时段。", "Not enough is free in the period, others have it; `allowed` are periods in which it is."),
    "CATEGORY_IN_USE": ("分类仍在使用。", "The category is in use."),
    "CHANGED_MEANWHILE": ("所引用的对象刚刚被删除。", "Something that this refers to was deleted just now."),
    "COMMITMENTS_UNFINISHED": ("还有没有了结的承诺，`conflicts` 列出。", "Commitments stand in the way that are not finished; `conflicts` names them."),
    "CONTROL_CHARACTER": ("文本含有控制字符或乱码。", "A text holds control characters, or characters lost in a conversion."),
    "CYCLE": ("会形成循环。", "It would close a circle."),
    "DAYS_OUT_OF_RANGE": ("有效天数超出范围。", "The days of a key are out of range."),
    "ENDS_BEFORE_IT_STARTS": ("结束不晚于开始。", "It ends before it begins."),
    "HOURS": ("开放时间中的时刻有误。", "The hours in opening hours are wrong."),
    "IDEMPOTENCY_KEY_LENGTH": ("幂等键过短或过长。", "An idempotency key is too short or too long."),
    "IDEMPOTENCY_KEY_REUSED": ("幂等键已用于另一个请求。", "The idempotency key has named another request before."),
    "INVALID_TRANSITION": ("当前状态不能这样做；`allowed` 是现在可做的操作或可去的状态。", "This cannot be done from where it stands; `allowed` lists what can be done now, or to which states it leads."),
    "LEVEL_HIGHEST": ("已在最高处置层级。", "It is at the highest level already."),
    "MEASURE_INCONVERTIBLE": ("计量单位不能换算；`allowed` 是资源的计量单位。", "The measure does not convert; `allowed` is that of the resource."),
    "MORE_THAN_PROMISED": ("交付数量超过承诺数量。", "More was put down as delivered than was promised."),
    "NAME_LENGTH": ("名称过短或过长。", "A name is too short or too long."),
    "NEED_ENDED": ("需求已到终结状态，不能再修改。", "The need has come to its end and is not changed any more."),
    "NOTHING_DELIVERED": ("没有任何交付，不能记为已满足。", "Nothing was delivered, so it was not met."),
    "NOT_DONE": ("同一请求中的另一个操作未能执行，所以这个也没有执行。", "Another act of the same request was not done, so this one was not done either."),
    "NOT_FOR_YOUR_ROLE": ("当前状态下这一步由其他角色办理；`allowed` 是你现在可做的操作。", "From where it stands this step is for others; `allowed` lists what you can do now."),
    "NOT_FOUND": ("没有可由你这样做的这条记录；看不见与不存在回答相同。", "There is no such record that you may do this with; hidden and missing are one answer."),
    "NOT_IN_USE": ("时段不在资源的起用期内。", "The period is outside the time for which the resource is offered."),
    "NOT_REACHED": ("没有联系上当事人，就没有其他评价。", "Where nobody was reached there is nothing else to say."),
    "NOT_YOUR_UNIT": ("不是本单位，不能代为登记。", "It is not your own unit."),
    "OPENING_HOURS": ("开放时间无法理解。", "Opening hours are not understood."),
    "OUT_OF_BOUNDS": ("数字超出允许的范围。", "A number is out of its bounds."),
    "OWNER_ALREADY": ("该单位已是主责单位。", "This unit is the owner already."),
    "PAST_WINDOW": ("时段已经开始或过去。", "The period has begun or is over."),
    "PERIOD_NEEDED": ("须填写时段。", "A period is needed."),
    "PERIOD_TOO_LONG": ("单次使用的时间超过资源的上限。", "The period is longer than the resource is had for."),
    "PERIOD_TOO_SHORT": ("单次使用的时间不足资源的下限。", "The period is shorter than the resource is had for."),
    "PERIOD_WRONG": ("时段有误。", "The period is wrong."),
    "PERSON_BOOKED": ("经办人在该时段已有其他承诺。", "Whoever is to handle it is promised elsewhere at that time."),
    "QUANTITY_TOO_LARGE": ("数量超过资源的总量。", "The quantity is more than there ever is."),
    "RATE_PERIOD_MISSING": ("“周期额度”须写明周期。", "A rate needs its calendar period."),
    "REASON_LENGTH": ("原因过短或过长。", "A reason is too short or too long."),
    "REASON_REPEATS_CONTACT": ("原因里写了联系方式。", "A reason repeats the contact details."),
    "RECURRENCE": ("重复规则有误。", "A recurrence rule is wrong."),
    "REOPEN_TOO_LATE": ("办结已久，不能重开。", "It was closed too long ago to be opened again."),
    "REQUIRED": ("必填项没有内容。", "Something required is empty."),
    "RESOURCE_CLOSED": ("时段不全在资源的开放时间内。", "The resource is not open over the whole period."),
    "RESOURCE_INACTIVE": ("资源停用。", "The resource is not offered."),
    "RESOURCE_OR_UNIT": ("资源与单位须二者填一。", "A resource or a unit is to be named, one of them."),
    "RESPONSE_OVERDUE": ("答复期限已过。", "The time to answer is over."),
    "NOTHING_OUT": ("没有借出物可归还。", "Nothing was lent that could come back."),
    "RETURN_OUT_OF_RANGE": ("归还时间超出范围。", "The time of return is out of range."),
    "RIGHTS_BEYOND_OWN": ("要求的权限超出当前凭据。", "Rights are asked for that the credential in use does not have."),
    "SHOWN_ONCE": ("只显示一次的内容不会因重发而再次显示。", "What is shown once is not shown again for the same idempotency key."),
    "TOO_LONG": ("文本过长。", "A text is too long."),
    "TOO_MANY_OCCURRENCES": ("重复次数过多或没有结束。", "It recurs too often, or without end."),
    "TOO_MANY_REVEALS": ("一小时内查看联系方式过多。", "Too many reveals of contact details in an hour."),
    "TOO_MANY_VALUES": ("列表项数过多。", "A list has too many values."),
    "TOO_SHORT_NOTICE": ("提前量不足。", "There is not enough notice."),
    "UNKNOWN_REASON": ("没有这个原因代码；`allowed` 列出可用的。", "There is no such reason; `allowed` lists those there are."),
    "UNKNOWN_REFERENCE": ("没有这个标识的对象；看不见与不存在回答相同。", "Nothing has this id; hidden and missing are one answer."),
    "UNTIL_OUT_OF_RANGE": ("截止时间超出范围。", "The time given is out of range."),
    "VERSION_CONFLICT": ("版本已变化；`allowed` 是当前版本。", "The version has moved on; `allowed` is the present one."),
    "WRONG_REFERENCE": ("引用的对象种类不符；`allowed` 是可填的分类体系。", "What is referred to is of another sort; `allowed` is the taxonomy it has to be of."),
}  # fmt: skip
"""Why an act was not done."""


def codes() -> list[Code]:
    """Every code, by place and name."""
    said = {Where.ERROR: ERRORS, Where.REASON: REASONS, Where.ACT: ACTS}
    return [
        Code(name, where, *meaning)
        for where, found in said.items()
        for name, meaning in sorted(found.items())
    ]


_TITLES = {
    Where.ERROR: "## 请求与字段的错误 / Errors of requests and fields",
    Where.REASON: "## 原因 / Reasons",
    Where.ACT: "## 动作未执行的原因 / Why an act was not done",
}
_HEAD = """# 错误代码 / Error codes

本页由 `graph/codes.py` 生成，请勿手改：`gongjian dictionary --write`。
Generated from `graph/codes.py`; don't edit it, run `gongjian dictionary --write`.

代码是固定的，文字可能改进；程序只应依据代码判断。每个错误都带中文（`messageZh`）和英文（`messageEn`）说明。
Codes are stable, texts may be improved; programs should look at codes only. Every error comes with a message in Chinese
(`messageZh`) and in English (`messageEn`)."""


def page() -> str:
    """The registry as a page for people: `docs/errors.md`."""
    parts = [_HEAD]
    for where, title in _TITLES.items():
        rows = [f"| `{c.name}` | {c.zh} | {c.en} |" for c in codes() if c.where is where]
        table = ["| 代码 Code | 含义 | Meaning |", "| --- | --- | --- |", *rows]
        parts += [title, f"`{where.value}`", "\n".join(table)]
    return "\n\n".join(parts) + "\n"
