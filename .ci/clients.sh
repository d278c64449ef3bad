#!/bin/sh
# Have the tools of front-end developers as locked, in tests/clients: clients.sh <environment>. Does nothing when they are there already.
# Their Python packages have an environment of their own, inside that of the project: they need another graphql-core than the service.
set -u
python=$PWD/$1/bin/python
own=$PWD/$1/clients
cd "$(dirname "$0")/../tests/clients" || exit 1

say() { printf '%s\n' "$@" >&2; }

if ! command -v npm >/dev/null 2>&1 || ! node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null; then
    say "✗ 前端工具的检验需要 Node.js 20 或更新版本（含 npm），请先安装（Debian/Ubuntu：sudo apt install nodejs npm），或只运行 make test。" \
        "  What front-end tools judge needs Node.js 20 or newer, with npm: install it (Debian/Ubuntu: sudo apt install nodejs npm), or run only make test."
    exit 1
fi
there() { cmp -s package-lock.json node_modules/.locked && cmp -s python.lock "$own/.locked"; }
install() {
    npm ci --ignore-scripts && rm -rf "$own" && "$python" -m venv "$own" &&
        "$own/bin/python" -m pip install --progress-bar off --no-input --require-hashes -r python.lock &&
        cp package-lock.json node_modules/.locked && cp python.lock "$own/.locked"
}
there && exit 0
say "安装锁定的前端工具（约需一分钟）……  Installing the locked front-end tools (about a minute) ..."
log=$(mktemp)
if ! install >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    say "✗ 安装失败（完整记录：$log）。请检查网络以及 npm、pip 的镜像设置，然后重试。" \
        "  Installing them failed (full log: $log). Check the network and the registry settings of npm and pip, and try again."
    exit 1
fi
rm -f "$log"
