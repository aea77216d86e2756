#!/bin/sh
# The Linux counterpart of setup_worker.cmd: on Azure it installs the runtime, here it looks for one.
set -eu
echo "emulated: ${EMULATED:-}, runtime asked for: ${RUNTIMEID:-}"
for runtime in node python3; do
    if command -v "$runtime" >/dev/null 2>&1; then
        echo "runtime found: $runtime"
        exit 0
    fi
done
echo "setup_worker.sh: neither node nor python3 is on PATH ($PATH); install one of them" >&2
exit 1
