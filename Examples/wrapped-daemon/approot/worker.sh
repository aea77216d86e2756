#!/bin/sh
# Talks to the daemon; it is certain to answer, for the /blockStartup task came before.
set -eu
redis() { redis-cli -h 127.0.0.1 -p "$REDIS_PORT" "$@"; }
nap=
trap 'kill "$nap" 2>/dev/null || :; echo "worker: goodbye"; exit 0' TERM
echo "redis answers: $(redis PING)"
redis SET greeting "written by the worker" >/dev/null
echo "redis keeps: $(redis GET greeting)"
while :; do
    sleep 60 &
    nap=$!
    wait "$nap" || :
done
