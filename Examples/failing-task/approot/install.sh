#!/bin/sh
# Fails as installers do: the reason on standard error, a number as the exit code.
echo "unpacking 3 of 12"
echo "install.sh: no space left on /opt" >&2
exit 7
