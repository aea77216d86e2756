#!/bin/sh
# Measures the runtime endpoint: how soon a change reaches clients, how soon a report reaches the callback.
set -eu
cd "$(dirname "$0")/../../.."
swift build -c release --product RuntimeBenchmark >&2
exec .build/release/RuntimeBenchmark
