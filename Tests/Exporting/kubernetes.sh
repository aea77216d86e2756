#!/bin/bash
# Exports the examples for Kubernetes with a built bootstrapper and has `kubernetes-validate` judge the files, strictly and
# without a cluster. It needs the network once, for pip: that is why it is not one of the Swift tests.
#
#   Tests/Exporting/kubernetes.sh [FOLDER_WITH_PROGRAMS]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../.."
programs=${1:-.build/debug}
venv=.build/kubernetes-validate
versions=(1.25 1.28 1.30)

if [[ ! -x $venv/bin/kubernetes-validate ]]; then
    timeout 120 python3 -m venv "$venv"
    timeout 300 "$venv/bin/pip" install --quiet kubernetes-validate
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0
for role in Examples/*/ Examples/*/*/; do
    [[ -f $role/RoleModel.xml ]] || continue
    name=$(basename "$role")
    # Role libraries are built by their own scripts; what can not run here can not be exported either.
    if ! "$programs/wahostbootstrapper" validate "$role" >/dev/null 2>&1; then
        echo "$name: not built, left out"
        continue
    fi
    "$programs/wahostbootstrapper" export kubernetes "$role" --output "$folder/$name.yaml"
    for version in "${versions[@]}"; do
        if said=$(timeout 60 "$venv/bin/kubernetes-validate" --strict -k "$version" "$folder/$name.yaml" 2>&1); then
            echo "$name: valid for Kubernetes $version"
        else
            echo "$name: not valid for Kubernetes $version"
            echo "$said"
            failed=1
        fi
    done
done
exit "$failed"
