#!/bin/sh
cd "$(dirname "$0")" && exec rustc --edition 2021 -O -C panic=abort -C strip=symbols --crate-type cdylib --crate-name mill mill.rs -o "${1:-approot/libMill.so}"
