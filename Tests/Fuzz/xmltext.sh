#!/bin/sh
# Fuzzes the room XMLText: nothing traps, everything ends, what is read comes back from the writer as the same tree.
#
#     Tests/Fuzz/xmltext.sh [SECONDS] [more options of libFuzzer]
#
# The corpus is kept in .build/fuzz/xmltext; a crash is left there too, as crash-*: make a test of it.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-300}
[ $# -gt 0 ] && shift
work=.build/fuzz/xmltext
mkdir -p "$work/corpus"

swiftc -O -wmo -swift-version 6 -parse-as-library -sanitize=fuzzer,address \
    Sources/XMLText/*.swift Tests/Fuzz/XMLTextFuzz.swift -o "$work/fuzz"

# Real files to begin with, where they lie beside the package; hard links and duplicates do not matter to libFuzzer.
samples=../shared/azure/samples
if [ -d "$samples" ]; then
    find "$samples" -type f \( -name '*.xml' -o -name '*.cs*' \) -size -3k | while IFS= read -r file; do
        cp "$file" "$work/corpus/$(cksum <"$file" | tr ' ' -)"
    done
fi
chmod -R u+w "$work/corpus"
exec "$work/fuzz" -max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=2048 \
    -dict=Tests/Fuzz/xmltext.dict -artifact_prefix="$work/" "$@" "$work/corpus"
