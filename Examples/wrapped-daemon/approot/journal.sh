#!/bin/sh
# Must not be cut off: when the role stops, it is asked to end and waited for until it has finished.
nap=
trap 'kill "$nap" 2>/dev/null; echo "journal closed" | tee -a "$TEMP/journal.txt"; exit 0' TERM
echo "journal opened" | tee "$TEMP/journal.txt"
while :; do
    sleep 60 &
    nap=$!
    wait "$nap"
done
