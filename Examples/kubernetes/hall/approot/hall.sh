#!/bin/sh
# The host: writes the page that web.sh serves, and writes it again whenever the configuration has changed.
role() { wahostbootstrapper role "$@"; }
site=$(role get resource Site --path)
instance=$(role get instance)
trap 'exit 0' TERM INT

greet() {
    greeting=$(role get setting Greeting)
    echo "$greeting from $instance" >"$site/page.new"
    mv "$site/page.new" "$site/index.html" # Nobody reads half a page.
}

seen=$(role get incarnation)
greet
echo "$instance: serving: $greeting"
while role wait changed --since "$seen" >/dev/null; do
    seen=$(role get incarnation)
    greet
    echo "$instance: changed: $greeting"
done
