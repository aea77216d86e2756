#!/bin/bash
# Builds the two images of this folder: localhost/wahost-scratch and localhost/wahost-debian.
# usage: build.sh [BIN_DIR]   the folder of the static binaries; without it they are built (some minutes)
# ENGINE (buildah, podman or docker; the first that is there) and BASE (the Debian image) may be set.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

engine=${ENGINE:-}
for candidate in buildah podman docker; do
    if [[ -z $engine ]] && command -v "$candidate" >/dev/null; then engine=$candidate; fi
done
if [[ -z $engine ]]; then
    echo "build.sh: cannot find buildah, podman or docker: apt-get install buildah podman" >&2
    exit 69
fi
compiler=$(command -v cc || command -v clang || true)
if [[ -z $compiler ]]; then
    echo "build.sh: cannot find a C compiler: apt-get install gcc libc6-dev" >&2
    exit 69
fi

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
if [[ $# -gt 0 ]]; then
    mkdir "$context/bin"
    cp "$1/wahostbootstrapper" "$1/walaunch" "$context/bin/"
else
    "$root/.ci/build-release" "$context/bin"
fi
# The same bytes give the same image, whoever checked them out when.
cp -r "$here/greeter" "$root/Examples/hello-worker" "$context/"
mkdir -p "$context/greeter/approot"
"$compiler" -static -Os -Wall -Werror -Wl,--build-id=none -o "$context/greeter/approot/greeter" "$here/greeter/greeter.c"
strip "$context/greeter/approot/greeter"
rm "$context/greeter/greeter.c"
chmod -R u=rwX,go=rX "$context"
mkdir -p "$context/empty/tmp"
chmod 1777 "$context/empty/tmp"
find "$context" -exec touch -h -d @1700000000 {} +

build() { # NAME CONTAINERFILE [ARGUMENT...]
    local name=$1 file=$2
    shift 2
    case $engine in
        buildah) buildah bud --isolation "${BUILDAH_ISOLATION:-chroot}" --timestamp 1700000000 --format docker "$@" \
            -t "localhost/$name" -f "$here/$file" "$context" ;;
        podman) podman build --timestamp 1700000000 --format docker "$@" -t "localhost/$name" -f "$here/$file" "$context" ;;
        docker) docker build "$@" -t "localhost/$name" -f "$here/$file" "$context" ;;
    esac
}
build wahost-scratch Containerfile.scratch
build wahost-debian Containerfile ${BASE:+--build-arg "BASE=$BASE"}
