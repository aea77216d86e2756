#!/bin/sh
# The whole worker: says who it is, then stays until it is asked to end.
trap 'kill "$nap" 2>/dev/null; echo "$INSTANCE: goodbye"; exit 0' TERM
echo "$INSTANCE: $GREETING"
while :; do
    sleep 60 &
    nap=$!
    wait "$nap" # A trap runs at once during `wait`, but only after a `sleep` in the foreground.
done
