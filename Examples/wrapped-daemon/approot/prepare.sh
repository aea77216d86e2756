#!/bin/sh
# Writes the daemon's configuration into the role's temporary folder, which every start finds empty.
set -eu
cat >"$TEMP/redis.conf" <<CONF
bind 127.0.0.1
port $REDIS_PORT
dir "$TEMP"
daemonize no
save ""
appendonly no
CONF
echo "redis.conf written"
