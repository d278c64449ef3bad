#!/bin/sh
# Have the project's own Python environment, exactly as locked: environment.sh <folder>
# Does nothing (and needs no network) when it is there already.
set -u
venv=$1

say() { printf '%s\n' "$@" >&2; }
stop() { say "" "✗ $1" "  $2"; exit 1; }

# The copies beside the environment say what it was made from; it can't be moved, so also where.
installed() { cmp -s requirements.lock "$venv/.requirements.lock" && [ "$(cat "$venv/.place" 2>/dev/null)" = "$PWD" ]; }
in_place() { cmp -s pyproject.toml "$venv/.pyproject.toml"; }
runs() { [ -x "$venv/bin/python" ] && "$venv/bin/python" -c 'import pip' 2>/dev/null; }

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for python in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if command -v "$python" >/dev/null 2>&1 && new_enough "$python"; then
            echo "$python"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo '无 none')
    stop "需要 Python 3.11 或更新版本，这台机器上是：$found。请安装后重试，或用 make PYTHON=/路径/python3 指定。" \
        "Python 3.11 or newer is needed, this machine has: $found. Install it and try again, or name one: make PYTHON=/path/to/python3."
}

make_venv() {
    python=$(find_python) || exit 1
    "$python" -c 'import venv, ensurepip' 2>/dev/null || stop \
        "这个 Python 缺少 venv 模块。Debian/Ubuntu 请执行：apt install python3-venv，然后重试。" \
        "This Python lacks its venv module. On Debian/Ubuntu: apt install python3-venv, then try again."
    say "创建 Python 环境 $venv ($("$python" --version))  Making the Python environment"
    rm -rf "$venv"
    "$python" -m venv "$venv" || stop "无法创建 $venv。" "$venv could not be made."
}

# Runs pip with its chatter in a file, and a count of packages for whoever watches.
install() {
    log=$venv/pip.log
    total=$(grep -c '^[a-zA-Z].*==' requirements.lock)
    "$venv/bin/python" -m pip install --progress-bar off --no-input "$@" >"$log" 2>&1 &
    pip=$!
    trap 'kill $pip 2>/dev/null; exit 130' INT TERM
    while [ -t 2 ] && kill -0 $pip 2>/dev/null; do
        printf '\r  %s / %s ' "$(grep -c '^Collecting' "$log")" "$total" >&2
        sleep 1
    done
    [ -t 2 ] && printf '\r               \r' >&2
    wait $pip && return
    tail -n 5 "$log" >&2
    stop "安装依赖失败（完整记录：$log）。请检查网络或 pip 的镜像设置，然后重试；已有的数据不受影响。" \
        "Installing the packages failed (full log: $log). Check the network or pip's index setting and try again; your data is untouched."
}

if ! installed || ! runs; then
    runs && [ "$(cat "$venv/.place" 2>/dev/null)" = "$PWD" ] || make_venv
    echo "$PWD" >"$venv/.place"
    say "安装锁定的依赖（首次约需一分钟）……  Installing the locked packages (about a minute the first time) ..."
    install --require-hashes -r requirements.lock
    cp requirements.lock "$venv/.requirements.lock"
    rm -f "$venv/.pyproject.toml"
fi
if ! in_place; then
    install --no-index --no-build-isolation --no-deps -e .
    cp pyproject.toml "$venv/.pyproject.toml"
fi
