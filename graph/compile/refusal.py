"""What a request may not ask, said so that a person can mend it."""

from __future__ import annotations


class Refusal(Exception):
    """Input that cannot be answered as it is.

    Args:
        code: stable code. zh, en: what is wrong and what would be right, in both languages.
        argument: the argument or input field it is about.
    """

    def __init__(self, code: str, *, zh: str, en: str, argument: str | None = None) -> None:
        super().__init__(en)
        self.code, self.zh, self.en, self.argument = code, zh, en, argument


class Forbidden(Refusal):
    """What the caller may not ask or do at all, whatever the data.

    Args:
        act: name of the act. zh, en: what it is. who_zh, who_en: who may.
        right: what the credential does not allow, although its holder may. anybody: whether all who are known may.
    """

    def __init__(
        self, act: str, *, zh: str, en: str, who_zh: str, who_en: str, right: str | None = None, anybody: bool = False
    ) -> None:  # fmt: skip
        if right:
            super().__init__(
                act,
                zh=f"您的角色可以“{zh}”，但所用凭据没有 {right} 权限。请在页面登录，或换用带 {right} 权限的密钥。",
                en=f"Your role may do this ({en}), but the credential in use lacks the right {right}. Sign in on the pages, or use a key with it.",
            )
            return
        if anybody:
            super().__init__(
                act,
                zh=f"请先登录，登录后即可“{zh}”。",
                en=f"Sign in first; then you may do this: {en}.",
            )
            return
        super().__init__(
            act,
            zh=f"当前身份无权“{zh}”，可由以下角色进行：{who_zh}。请用相应账号登录，或联系管理员。",
            en=f"You may not do this: {en}. It is for: {who_en}. Sign in as one of them, or ask your administrator.",
        )


TOO_DEEP = Refusal(
    "TOO_DEEP",
    zh="嵌套层数过多，请拆成几个较浅的查询。",
    en="Nested too deeply; ask in several shallower operations.",
)
"""The database plans a nesting in a time that doubles with every level, and nothing can stop it while it does."""
