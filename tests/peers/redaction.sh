#!/bin/sh
# Runs Presidio, datafog-core and `fieldproof redact` on the same texts and prints one table.
#
#   tests/peers/redaction.sh [--sets DIR] [--fieldproof PROGRAM] [--models DIR] [--only NAME,...] [--check SCORER]
#
# See redaction.py for the options and for what is counted.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "$here/python.sh" "$here/redaction.py" "$@"
