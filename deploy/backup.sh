#!/usr/bin/env bash
# A backup of everything that is not code: the database, uploaded files, the secret key.
#
#   deploy/backup.sh [--keep N] FOLDER    writes FOLDER/octavo-DATE.tar.gz, and keeps the last N
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"
umask 077

KEEP=0
if [ "${1:-}" = --keep ]; then
    KEEP=${2:-}
    [[ $KEEP =~ ^[1-9][0-9]*$ ]] || fail "--keep takes a number, such as 14."
    shift 2
fi
[ $# -eq 1 ] || fail "Name the folder for the backup, such as /srv/octavo/backups."
read_settings
DATA=${OCTAVO_DATA:-$CODE/var}
[ -d "$DATA" ] || fail "There is no folder $DATA to back up; OCTAVO_DATA names it."
mkdir -p "$1"
TARGET=$(cd "$1" && pwd)/octavo-$(date -u +%Y%m%d-%H%M%S).tar.gz
WORK=$(mktemp -d "$TARGET.XXXXXX")
trap 'rm -rf "$WORK"' EXIT

case ${DATABASE_URL:-} in
    postgres*)
        pg_dump --format custom --no-owner --file "$WORK/database.dump" "$DATABASE_URL"
        ;;
    '')
        # SQLite's own way of copying while somebody writes.
        python - "$DATA/octavo.sqlite3" "$WORK/octavo.sqlite3" <<'PYTHON'
import sqlite3, sys
source = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
copy = sqlite3.connect(sys.argv[2])
source.backup(copy)
copy.execute("PRAGMA journal_mode=DELETE")
if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
    sys.exit("The copy of the database is damaged.")
copy.close()
PYTHON
        ;;
    *) fail "DATABASE_URL names no database that can be backed up here." ;;
esac
[ -z "${OCTAVO_STORAGE_URL:-}" ] ||
    echo "Note: uploaded files lie at OCTAVO_STORAGE_URL, and are not in this backup." >&2
if [ -e "$DATA/secret_key" ]; then cp "$DATA/secret_key" "$WORK/secret_key"; fi
# Files are added under new names and never changed, so those that the database names are whole.
mkdir -p "$DATA/media"
tar --create --gzip --file "$TARGET.part" --directory "$WORK" . --directory "$DATA" media
mv "$TARGET.part" "$TARGET"
if [ "$KEEP" -gt 0 ]; then
    find "$(dirname "$TARGET")" -maxdepth 1 -name 'octavo-*.tar.gz' | sort --reverse |
        tail --lines "+$((KEEP + 1))" | xargs --no-run-if-empty rm --
fi
echo "$TARGET"
