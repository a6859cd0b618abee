#!/bin/sh
# Pins every package with its hashes: names, versions and hashes only, no address. Needs uv.
set -eu
overrides=$(mktemp)
trap 'rm -f "$overrides"' EXIT
# Other distributions write the same cv2 folder as opencv-contrib-python; none of them may be installed beside it.
printf '%s\n' 'opencv-python-headless ; sys_platform == "never"' 'opencv-python ; sys_platform == "never"' >"$overrides"
pin() {
    uv pip compile --python-version 3.11 --generate-hashes --no-header --no-annotate --override "$overrides" "$@"
}
pin pyproject.toml -o requirements/run.txt
pin pyproject.toml requirements/dev.in -o requirements/dev.txt
