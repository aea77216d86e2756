#!/bin/sh
# Becomes the program; in a deployment it would lie here, and RoleModel.xml would name it.
exec "${SWIFT_ROLE:-$RoleRoot/../../.build/debug/swift-role}"
