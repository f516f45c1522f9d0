# Sourced: builds what the caller runs, when a source is newer than the last build. Several callers at once build once.
. "$root/scripts/jdk25.bash"

# Prints something when the build named $1 is older than its sources.
outdated() {
  local stamp=$root/target/built-$1
  [ -f "$stamp" ] || { echo never; return; }
  (cd "$root" && find pom.xml ./*/pom.xml ./*/src/main packaging scripts/jdk25.bash scripts/jdk25.cmd scripts/jvm.args LICENSE \
    -newer "$stamp" 2>/dev/null | head -n 1)
}

# A folder is made by one process only; its owner's number inside tells a dead owner's lock from a live one's.
lock_build() {
  local lock=$root/target/build.lock owner said=
  mkdir -p "$root/target"
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/owner" 2>/dev/null || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      # Renaming succeeds for one of those who saw the dead owner.
      mv "$lock" "$lock.stale.$$" 2>/dev/null && rm -rf "$lock.stale.$$"
      continue
    fi
    [ -n "$said" ] || echo "umbel: waiting for the build of process ${owner:-?}" >&2
    said=yes
    sleep 0.2
  done
  echo $$ > "$lock/owner"
}

# build NAME MAVEN-ARGUMENTS...: NAME is node or bench.
build() {
  local name=$1 began status=0
  shift
  find_jdk25 || exit 2
  [ -n "$(outdated "$name")" ] || return 0
  if ! command -v mvn >/dev/null; then
    echo "umbel is built by Maven 3.8 or newer, which is not on the PATH: apt-get install maven" \
      "(Debian, Ubuntu), brew install maven (macOS), or https://maven.apache.org/download.cgi" >&2
    exit 2
  fi
  lock_build
  trap 'rm -rf "$root/target/build.lock"' EXIT
  trap 'exit 130' INT TERM
  if [ -n "$(outdated "$name")" ]; then
    echo "umbel: building (a first build also downloads its libraries)" >&2
    # The stamp is as old as the build's begin: a source saved meanwhile is newer.
    began=$root/target/began-$name
    touch "$began"
    rm -rf "$root/$name/target/dist" "$root/$name/target/lib"
    (cd "$root" && mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true "$@" package) >&2 </dev/null || status=$?
    if [ "$status" = 0 ]; then
      # Without it everything works, later.
      bash "$root/node/target/dist/bin/archive" || true
      mv "$began" "$root/target/built-$name"
    fi
  fi
  rm -rf "$root/target/build.lock"
  trap - EXIT INT TERM
  if [ "$status" != 0 ]; then
    echo "umbel: the build failed" >&2
    exit 2
  fi
}
