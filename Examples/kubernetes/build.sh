#!/bin/bash
# Builds the image localhost/hall:1 of this folder.
# usage: build.sh [BIN_DIR]   the folder of the static binaries; without it they are built (some minutes)
# ENGINE (buildah, podman or docker; the first that is there), BASE (the BusyBox image) and TAG (the image) may be set.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

engine=${ENGINE:-}
for candidate in buildah podman docker; do
    if [[ -z $engine ]] && command -v "$candidate" >/dev/null; then engine=$candidate; fi
done
if [[ -z $engine ]]; then
    echo "build.sh: cannot find buildah, podman or docker: apt-get install buildah podman" >&2
    exit 69
fi

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
if [[ $# -gt 0 ]]; then
    mkdir "$context/bin"
    cp "$1/wahostbootstrapper" "$1/walaunch" "$context/bin/"
else
    "$here/../../.ci/build-release" "$context/bin"
fi
cp -r "$here/hall" "$context/"
mkdir "$context/state"
chmod -R u=rwX,go=rX "$context"
# The same bytes give the same image, whoever checked them out when.
find "$context" -exec touch -h -d @1700000000 {} +

words=(--tag "${TAG:-localhost/hall:1}" --file "$here/Containerfile" ${BASE:+--build-arg "BASE=$BASE"} "$context")
case $engine in
    buildah) buildah bud --isolation "${BUILDAH_ISOLATION:-chroot}" --timestamp 1700000000 --format docker "${words[@]}" ;;
    podman) podman build --timestamp 1700000000 --format docker "${words[@]}" ;;
    docker) docker build "${words[@]}" ;;
esac
