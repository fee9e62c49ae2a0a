# shellcheck shell=bash
# Read by the scripts beside it: where things lie, and the site's own settings.
CODE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Before every folder outside; tests put a folder of their own here.
ROOT=${OCTAVO_ROOT:-}
ENV_FILE=$ROOT/etc/octavo.env

fail() {
    echo "$0: $*" >&2
    exit 1
}

check_domain() {
    [[ $1 =~ ^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$ ]] ||
        fail "'$1' is no domain. Write it in small letters, such as lab.example.org."
}

# The site's settings, as systemd reads them: NAME=value, nothing is expanded.
read_settings() {
    [ -r "$ENV_FILE" ] || return 0
    local line name
    while IFS= read -r line || [ -n "$line" ]; do
        case $line in '' | '#'*) continue ;; esac
        name=${line%%=*}
        [[ $name =~ ^[A-Z_][A-Z0-9_]*$ ]] || fail "$ENV_FILE has a line that is no setting: $line"
        # What the caller has set goes first, as for systemd's own Environment=.
        [ -n "${!name+set}" ] || export "$name=${line#*=}"
    done <"$ENV_FILE"
}

python() {
    "${OCTAVO_PYTHON:-$CODE/.venv/bin/python}" "$@"
}
