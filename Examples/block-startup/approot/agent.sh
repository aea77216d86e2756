#!/bin/sh
# One program, two parts: with /blockStartup it waits for the other one's signal.
set -eu
if [ "${1-}" = /blockStartup ]; then
    echo "waiting for the agent"
    exec "$WAHOST_EXECUTABLE" block-startup
fi

nap=
trap 'kill "$nap" 2>/dev/null || :; echo "agent: goodbye"; exit 0' TERM
echo "agent: filling the cache"
seq 1 1000 >"$TEMP/cache.txt" # Stands for work that the role can not start without.
"$WAHOST_EXECUTABLE" block-startup --signal
echo "agent: initialised"
while :; do
    sleep 60 &
    nap=$!
    wait "$nap" || :
done
