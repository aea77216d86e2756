#!/bin/sh
cd "$(dirname "$0")" && swift build -c release --package-path ../.. --product SwiftMill && cp ../../.build/release/libSwiftMill.so "${1:-approot/}"
