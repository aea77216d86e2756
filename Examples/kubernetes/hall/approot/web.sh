#!/bin/sh
# The web server of BusyBox; it serves the role's local resource 'Site'.
exec busybox httpd -f -p "$PORT" -h "$SITE"
