# Sourced by ./test. The official SDKs need Node.js 20; Debian 12 ships 18. npm's own `node` package brings the binary.

# Puts Node.js 20 or newer first on PATH. $1: the folder to install it into where PATH's own is older, absolute.
use_node_20() {
  local version
  version=$(node --version)
  version=${version#v}
  if [ "${version%%.*}" -ge 20 ]; then return; fi
  [ -x "$1/node_modules/node/bin/node" ] || npm install --prefix "$1" --no-audit --no-fund --silent node@20
  export PATH="$1/node_modules/node/bin:$PATH"
}
