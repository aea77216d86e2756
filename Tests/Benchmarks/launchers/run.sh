#!/bin/sh
# Compares three ways to start COUNT children with two pipes each; prints the median of RUNS runs in microseconds.
# Usage: run.sh [COUNT [RUNS]]
set -eu
count=${1:-1000}
runs=${2:-9}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
for product in walaunch ProbeChild LauncherBenchmark; do
    swift build --package-path "$root" -c release --product "$product" >/dev/null
done
bin=$(swift build --package-path "$root" -c release --show-bin-path)
floor=$(mktemp)
trap 'rm -f "$floor"' EXIT
cc -O2 -o "$floor" "$here/posix-spawn-loop.c"
median() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
series() {
    number=0
    while [ "$number" -lt "$runs" ]; do
        "$@"
        number=$((number + 1))
    done
}
printf 'children: %s, median of %s runs, microseconds\n' "$count" "$runs"
printf 'C posix_spawn loop      %s\n' "$(series "$floor" "$bin/ProbeChild" "$count" | median)"
printf 'resident walaunch       %s\n' "$(series "$bin/LauncherBenchmark" resident "$count" | median)"
printf 'Foundation Process each %s\n' "$(series "$bin/LauncherBenchmark" foundation "$count" | median)"
