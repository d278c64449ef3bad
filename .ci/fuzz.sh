#!/bin/sh
# Have Schemathesis at the version that is named, in an environment of its own: fuzz.sh <python> <folder>
set -u
python=$1 venv=$2
pinned=tests/fuzz/requirements.txt

cmp -s "$pinned" "$venv/.requirements.txt" && exit 0
printf '%s\n' "安装 Schemathesis（约需半分钟）……  Installing Schemathesis (about half a minute) ..." >&2
rm -rf "$venv"
if ! "$python" -m venv "$venv" || ! "$venv/bin/python" -m pip install -q --progress-bar off --no-input -r "$pinned"; then
    printf '%s\n' "✗ 安装失败。请检查网络或 pip 的镜像设置，然后重试。" "  Installing it failed. Check the network or pip's index setting and try again." >&2
    exit 1
fi
cp "$pinned" "$venv/.requirements.txt"
