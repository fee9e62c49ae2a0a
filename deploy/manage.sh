#!/usr/bin/env bash
# manage.py with the site's settings and as the site's user: sudo deploy/manage.sh COMMAND …
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
read_settings
cd "$CODE"
if [ "$(id -u)" -eq 0 ] && id octavo >/dev/null 2>&1; then
    exec runuser --user octavo --preserve-environment -- \
        "${OCTAVO_PYTHON:-$CODE/.venv/bin/python}" manage.py "$@"
fi
exec "${OCTAVO_PYTHON:-$CODE/.venv/bin/python}" manage.py "$@"
