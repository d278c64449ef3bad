#!/bin/sh
# Have a Chromium for the browser tests: found, installed when we may, or named as missing.
for name in chromium chromium-browser google-chrome; do
    command -v $name >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装 Chromium（浏览器测试需要）……  Installing Chromium for the browser tests ..." >&2
    apt-get -qq update >/dev/null &&
        DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
            chromium fonts-wqy-microhei >/dev/null && exit 0
fi
echo "✗ 浏览器测试需要 Chromium，请先安装（Debian/Ubuntu：sudo apt install chromium），或只运行 make test。" >&2
echo "  The browser tests need Chromium: install it (Debian/Ubuntu: sudo apt install chromium), or run only make test." >&2
exit 1
