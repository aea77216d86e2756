#!/bin/sh
# Log capture, side by side: 100-byte numbered lines, one or 40 per write, into files; every line counted.
#
#   Tests/Benchmarks/logs/run.sh [ROUNDS [LINES]]        (10 rounds of 500,000 lines = 50 MB)
#
# Needs gcc, GNU date; s6-log and svlogd (Debian: s6, runit) take part when they are there. Rounds are interleaved, so that a
# change of the machine's mood meets all alike; compare ratios within one run, never numbers of two runs.
set -eu
rounds=${1:-10}
lines=${2:-500000}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
(cd "$root" && swift build -c release --product capture-probe >/dev/null)
probe=$(cd "$root" && swift build -c release --show-bin-path)/capture-probe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -Wall -o "$work/writer" "$here/writer.c"
gcc -O2 -Wall -o "$work/count" "$here/count.c"

# run_one WAY PER: leaves the lines in $work/out, in order by name in $work/files
run_one() {
    out=$work/out
    case $1 in
    direct) "$work/writer" "$lines" "$2" >"$out/file" ;;
    cat) "$work/writer" "$lines" "$2" | cat >"$out/file" ;;
    s6-log) "$work/writer" "$lines" "$2" | s6-log n20 s16000000 "$out" ;;
    s6-log-T) "$work/writer" "$lines" "$2" | s6-log T n20 s16000000 "$out" ;;
    svlogd) "$work/writer" "$lines" "$2" | svlogd "$out" 2>/dev/null ;;
    ours-raw) "$probe" raw "$out" "$work/writer" "$lines" "$2" ;;
    ours-time) "$probe" timestamped "$out" "$work/writer" "$lines" "$2" ;;
    esac
}

# The oldest file first, then the current one.
collect() {
    case $1 in
    direct | cat) cat "$work/out/file" ;;
    ours-*) for file in $(ls "$work/out" | sort -t. -k3,3nr); do
            [ "$file" = writer.log ] || cat "$work/out/$file"
        done
        cat "$work/out/writer.log" ;;
    *) for file in $(ls "$work/out" | grep '^[@_]' | sort) current; do cat "$work/out/$file"; done ;;
    esac
}

ways="direct cat ours-raw ours-time"
if command -v s6-log >/dev/null; then ways="$ways s6-log s6-log-T"; fi
if command -v svlogd >/dev/null; then ways="$ways svlogd"; fi

round=1
while [ "$round" -le "$rounds" ]; do
    for per in 1 40; do
        for way in $ways; do
            rm -rf "$work/out"
            mkdir "$work/out"
            # svlogd keeps ten files of a million bytes unless told otherwise.
            printf 's16000000\nn20\n' >"$work/out/config"
            [ "$way" = svlogd ] || rm "$work/out/config"
            begin=$(date +%s%N)
            run_one "$way" "$per"
            end=$(date +%s%N)
            skip=0
            case $way in ours-time) skip=30 ;; s6-log-T) skip=31 ;; esac
            verdict=$(collect "$way" | "$work/count" "$lines" "$skip" || true)
            echo "$way $per $(((end - begin) / 1000)) ${verdict:-whole}" >>"$work/results"
        done
    done
    round=$((round + 1))
done

awk -v lines="$lines" '
    { key = $1 " " $2; time[key, ++count[key]] = $3; if ($4 != "whole") { lost[key]++; text[key] = $0 }
      if (!(key in seen)) { seen[key] = 1; order[++keys] = key } }
    function median(key,   n, i, j, held, sorted) {
        n = count[key]
        for (i = 1; i <= n; i++) sorted[i] = time[key, i]
        for (i = 2; i <= n; i++) { held = sorted[i]; for (j = i - 1; j > 0 && sorted[j] > held; j--) sorted[j + 1] = sorted[j]; sorted[j + 1] = held }
        return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
    }
    END {
        printf "%-10s %10s %8s %8s %10s %10s  %s\n", "way", "lines/write", "ms", "MB/s", "x cat", "x s6-log", "lines"
        for (k = 1; k <= keys; k++) {
            split(order[k], part, " ")
            ms = median(order[k]) / 1000
            cat = median("cat " part[2]) / 1000
            reference = (part[1] ~ /time|-T/) ? "s6-log-T " part[2] : "s6-log " part[2]
            s6 = (reference in seen) ? sprintf("%.2f", median(reference) / 1000 / ms) : "-"
            printf "%-10s %10s %8.0f %8.1f %10.2f %10s  %s\n", part[1], part[2], ms, lines / 10000 / ms * 1000, cat / ms, s6,
                (order[k] in lost) ? "LOST in " lost[order[k]] " rounds: " text[order[k]] : "all, in order"
        }
    }' "$work/results"
