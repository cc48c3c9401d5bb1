#!/bin/sh
# Called by cargo for each crate of the workspace (RUSTC_WORKSPACE_WRAPPER; see src/profile.rs): the compiler
# and its arguments. FIELDPROOF_PROFILE is one more argument: while the profile is taken for all of
# them, since the last one links what counts; when it is used for the text engine alone.
set -eu
case "${FIELDPROOF_PROFILE:-} $*" in
-Cprofile-generate=*" --crate-name "*) exec "$@" "$FIELDPROOF_PROFILE" ;;
-Cprofile-use=*" --crate-name field_redact "*) exec "$@" "$FIELDPROOF_PROFILE" ;;
*) exec "$@" ;;
esac
