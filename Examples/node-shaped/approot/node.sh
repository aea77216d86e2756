#!/bin/sh
# The Linux counterpart of node.cmd: becomes node, or python3 with the same server beside the script.
if command -v node >/dev/null 2>&1; then
    exec node "$@"
fi
script=$1
shift
exec python3 "${script%.js}.py" "$@"
