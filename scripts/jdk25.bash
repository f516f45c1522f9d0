# Sourced: finds a JDK 25 wherever this machine keeps its JDKs, by the version that each says of itself.

# Prints the home of the JDK that a `java` command belongs to, links resolved; works without GNU readlink.
jdk_home_of() {
  local path=$1 link
  while [ -L "$path" ]; do
    link=$(readlink "$path")
    case $link in
      /*) path=$link ;;
      *) path=$(dirname "$path")/$link ;;
    esac
  done
  (cd "$(dirname "$path")/.." 2>/dev/null && pwd -P)
}

is_jdk25() {
  [ -x "$1/bin/java" ] && grep -Eqs '^JAVA_VERSION="25[."+-]' "$1/release"
}

# Sets JAVA25_HOME, by which Maven's toolchain finds it too, and returns 0; or says what to install and returns 1.
find_jdk25() {
  local java home candidate
  java=$(command -v java || true)
  home=${java:+$(jdk_home_of "$java")}
  for candidate in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" "$home" \
      ${home:+"$home"/../*} ${home:+"$home"/../../../*/Contents/Home} \
      ${JAVA_HOME:+"$JAVA_HOME"/../*} ${JAVA_HOME:+"$JAVA_HOME"/../../../*/Contents/Home}; do
    if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
      JAVA25_HOME=$(cd "$candidate" && pwd -P)
      export JAVA25_HOME
      return 0
    fi
  done
  cat >&2 <<'TEXT'
umbel needs a JDK 25, and found none: neither JAVA25_HOME, JAVA_HOME nor the java on the PATH is one, nor a JDK beside them.
Install Temurin 25:
    https://adoptium.net/temurin/releases/?version=25      (archives and installers for every system)
    brew install --cask temurin@25                         (macOS)
    winget install EclipseAdoptium.Temurin.25.JDK          (Windows)
    apt-get install temurin-25-jdk                         (Debian, Ubuntu, with the repository that
                                                            https://adoptium.net/installation/linux/ describes)
then run this again, or point to it: JAVA25_HOME=/path/of/jdk-25 scripts/node --help
TEXT
  return 1
}
