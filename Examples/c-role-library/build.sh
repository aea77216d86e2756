#!/bin/sh
cd "$(dirname "$0")" && exec "${CC:-cc}" -O2 -Wall -Wextra -shared -fPIC -pthread -I ../../Sources/CRoleEntryPoint/include mill.c -o "${1:-approot/libMill.so}"
