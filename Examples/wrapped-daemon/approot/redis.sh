#!/bin/sh
# Becomes the daemon (`exec`): no shell stays between the bootstrapper and it.
exec redis-server "$TEMP/redis.conf"
