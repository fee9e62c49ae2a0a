#!/bin/sh
# A container's start: `serve` (the site), or any command of manage.py.
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-serve}" != serve ]; then
    exec python manage.py "$@"
fi
if [ ! -w "${OCTAVO_DATA:-var}" ]; then
    echo "Octavo cannot start: ${OCTAVO_DATA:-var} cannot be written to by user $(id -u)." >&2
    echo "Give it the folder: chown -R $(id -u) THE-FOLDER-THAT-IS-MOUNTED-THERE" >&2
    exit 1
fi
# The database server may need a moment longer than we do; a wrong setting is said at once.
ask="from django.db import connection; connection.ensure_connection()"
tries=0
while [ -n "${DATABASE_URL:-}" ]; do
    if said=$(python manage.py shell --no-imports --command "$ask" 2>&1); then
        break
    fi
    case $said in *"Octavo cannot start"*) echo "$said" >&2 && exit 1 ;; esac
    tries=$((tries + 1))
    if [ "$tries" -ge "${OCTAVO_PATIENCE:-30}" ]; then
        echo "Octavo cannot start: the database has not answered. Check DATABASE_URL." >&2
        exit 1
    fi
    sleep 1
done
# It takes this process over, so that signals reach the server: SIGTERM ends it gracefully,
# SIGHUP begins new workers.
exec python manage.py serve --no-demo
