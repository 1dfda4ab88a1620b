#!/bin/sh
# Builds ../static/editor.js from the sources here. Needs Node 20 and npm; works in a temporary
# folder, so that no node_modules lands in the repository. Users never need it: the result is kept.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
static="$here/../static"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here"/*.js "$here"/package.json "$here"/package-lock.json "$work"
cd "$work"
npm ci --ignore-scripts --no-audit --no-fund --silent
# test_editor.py recomputes this, so that a bundle older than its sources fails the tests
sources=$(cat editor.js backup.js fixes.js place.js theme.js package-lock.json | sha256sum | cut -c1-16)
mkdir -p "$static"
npx esbuild editor.js --bundle --format=esm --minify --target=es2022 --legal-comments=none \
  --banner:js="/* sources $sources; built by editor_src/build.sh; licences in editor.licenses.txt */" \
  --metafile=meta.json --log-level=warning --outfile="$static/editor.js"
for package in $(grep -o 'node_modules/\(@[^/]*/\)\?[^/"]*' meta.json | sort -u); do
  printf '== %s ==\n\n' "${package#node_modules/}"
  cat "$package/LICENSE"
  printf '\n'
done > "$static/editor.licenses.txt"
ls -l "$static"
