"""What a person may meet on the way to a database, in words that say what to do."""

from __future__ import annotations


class ServerProblem(Exception):
    """Something is in the way of the database; says what, and what to do, in two languages.

    `code` is stable and machine-readable (`JARS_OFFLINE`, `JAR_BROKEN`, `HOME_IN_USE`,
    `HOME_UNWRITABLE`, `DISK_FULL`, `START_FAILED`, `PASSWORD_WRONG`, `UNREACHABLE`, `TOO_OLD`,
    `SETTING_WRONG`). The sentences hold no password.
    """

    def __init__(self, code: str, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(code, zh, en, cure_zh, cure_en)
        self.code = code
        self.zh = zh
        self.en = en
        self.cure_zh = cure_zh
        self.cure_en = cure_en

    def __str__(self) -> str:
        return f"{self.zh}{self.cure_zh}\n{self.en} {self.cure_en} [{self.code}]"
