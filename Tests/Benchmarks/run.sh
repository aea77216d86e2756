#!/bin/bash
# Runs the benchmarks: `run.sh [all|NAME…] [--bin DIR] [--rounds N] …`; `run.sh --help` lists everything.
# Needs a C compiler and /usr/bin/python3; takes whichever peers are installed (README.md has the apt-get line).
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${WAHOST_BENCH_OUT:-$root/.build/benchmarks}
programs=$out/programs

build() {
    local source program
    mkdir -p "$programs"
    for source in "$here"/programs/*.c; do
        program=$programs/$(basename "$source" .c)
        # Never into a file that a child may be running.
        [[ $program -nt $source && $program -nt $here/programs/record.h && $program -nt $here/programs/floor.h ]] && continue
        "${CC:-cc}" -std=c11 -Wall -Wextra -O2 -static -o "$program.new" "$source"
        mv "$program.new" "$program"
    done
}

# The folder of a release build, where none is named.
bin() {
    local folder
    for folder in "$root/dist" "$root/.build/release"; do
        if [[ -x $folder/wahostbootstrapper ]]; then
            echo "$folder"
            return
        fi
    done
}

main() {
    local arguments=("$@") own=() beside=() named=0 word found
    for word in "$@"; do [[ $word == --bin || $word == --bin=* ]] && named=1; done
    if ((!named)); then
        found=$(bin)
        if [[ -n $found ]]; then
            arguments+=(--bin "$found")
        else
            echo "run.sh: no release build found; measuring the peers only (--bin DIR names one)" >&2
        fi
    fi
    # `logs` and `launchers` have scripts of their own.
    for word in "${arguments[@]}"; do
        case $word in
        logs | launchers) beside+=("$word") ;;
        all) own+=(all) beside+=(logs launchers) ;;
        *) own+=("$word") ;;
        esac
    done
    (($# == 0)) && beside=(logs launchers)
    if ! ((${#beside[@]})) || has_own "${own[@]}" || (($# == 0)); then
        build
        /usr/bin/python3 -B "$here/bench.py" --programs "$programs" --out "$out" "${own[@]}"
    fi
    for word in "${beside[@]}"; do
        if [[ -x $here/$word/run.sh ]]; then
            "$here/$word/run.sh"
        else
            echo "run.sh: $word has no run.sh here, left out" >&2
        fi
    done
}

# Whether a scenario of bench.py is among the words.
has_own() {
    local word
    for word in "$@"; do
        case $word in all | first-task | twenty | readiness | respawn | thousand | idle | orphans | early | -h | --help) return 0 ;; esac
    done
    return 1
}

main "$@"
