# Sourced by ./run and ./check: makes sure that Debian's packages the project builds and tests with are there.

redress_packages=(
  # build
  build-essential cmake ninja-build pkg-config ccache mold git ca-certificates
  libboost-dev libcpprest-dev libsqlitecpp-dev libsqlite3-dev libcurl4-openssl-dev libpugixml-dev libssl-dev nlohmann-json3-dev
  libyaml-cpp-dev libspdlog-dev libfmt-dev libcli11-dev prometheus-cpp-dev libgmime-3.0-dev libsodium-dev libpsl-dev libmaxminddb-dev libicu-dev
  libc-ares-dev libseccomp-dev libgoogle-perftools-dev libhowardhinnant-date-dev tzdata publicsuffix
  # tests
  libgtest-dev libgmock-dev libbenchmark-dev python3 python3-jsonschema dovecot-imapd sqlite3 curl openssl
)
redress_fuzz_packages=(clang libclang-rt-14-dev)

# install_packages NAME…: those that are missing, as root or with sudo; a clear message where neither is possible.
install_packages() {
  local missing=() name
  for name in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null || true) == installed ]] || missing+=("$name")
  done
  [[ ${#missing[@]} -eq 0 ]] && return 0
  local as_root=()
  if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "Redress needs these Debian packages: ${missing[*]}" >&2
      echo "This user is not root and there is no sudo. Ask an administrator to run: apt-get install --no-install-recommends ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} Debian packages (once) …" >&2
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_jobs: as many compilers as there are processors, but no more than one for each 1.5 GB of memory.
build_jobs() {
  local processors memory_jobs
  processors=$(nproc)
  memory_jobs=$(awk '/MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
  ((memory_jobs < 1)) && memory_jobs=1
  ((processors < memory_jobs)) && echo "$processors" || echo "$memory_jobs"
}
