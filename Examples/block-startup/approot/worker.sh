#!/bin/sh
# Needs what the agent prepares; the /blockStartup task has made sure that it is there.
trap 'kill "$nap" 2>/dev/null; exit 0' TERM
echo "cache has $(wc -l <"$TEMP/cache.txt") lines"
while :; do
    sleep 60 &
    nap=$!
    wait "$nap"
done
