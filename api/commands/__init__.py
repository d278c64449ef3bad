"""The command line `gongjian`: what the Makefile and administrators call.

| module | command |
|---|---|
| `serve` | start everything and stay |
| `imports` | `import`: spreadsheets into the graph; `check`: is the graph whole |
| `audit` | is the record of what was done still what was written |
| `accounts` | `admin`, `account`, `key`: who may sign in, and with what |
| `doctor` | look at this machine and say what is in the way |
| `sdl` | `schema`: the GraphQL schema as text |
| `opened` | the database, open for as long as a command works |
| `dictionary` | the pages on kinds and spreadsheets, from the declarations |

Decided: a problem that a person can mend is two sentences in Chinese and two in English, and exit code 1; anything
else is a defect with its traceback.
"""

from __future__ import annotations

import sys

import click

from api.commands.accounts import account, admin, key
from api.commands.audit import audit
from api.commands.dictionary import dictionary_
from api.commands.doctor import doctor
from api.commands.imports import check, import_
from api.commands.sdl import schema
from api.commands.serve import serve
from graph.connect import ServerProblem
from graph.migrations import MigrationProblem
from schema.acts.administration import AccountProblem
from schema.supporters import PolicyProblem


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def gongjian() -> None:
    """共建：街道党建联盟的资源与需求。

    Gongjian: which of a street's partnered units can support this community's need.
    """


for command in (serve, import_, check, audit, admin, account, key, schema, dictionary_, doctor):
    gongjian.add_command(command)


def main() -> None:
    """Run the command line; say problems plainly."""
    try:
        gongjian()
    except ServerProblem as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
    except (MigrationProblem, PolicyProblem, AccountProblem) as problem:
        click.echo(
            f"{problem.zh}{problem.cure_zh}\n{problem.en} {problem.cure_en} [{problem.code}]",
            err=True,
        )
        sys.exit(1)
