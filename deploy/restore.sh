#!/usr/bin/env bash
# Puts a backup back in the place of what is there, which is moved aside and not deleted.
# Stop the site first.
#
#   systemctl stop octavo; deploy/restore.sh FILE.tar.gz; systemctl start octavo
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

[ $# -eq 1 ] || fail "Name the backup, such as /srv/octavo/backups/octavo-20260401-032000.tar.gz."
[ -r "$1" ] || fail "There is no file $1 that can be read."
read_settings
DATA=${OCTAVO_DATA:-$CODE/var}
mkdir -p "$DATA"
WORK=$(mktemp -d "$DATA/restore.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
tar --extract --gzip --no-same-owner --file "$1" --directory "$WORK" || fail "$1 is no backup."

case ${DATABASE_URL:-} in
    postgres*)
        [ -e "$WORK/database.dump" ] || fail "$1 holds no PostgreSQL database; unset DATABASE_URL."
        ;;
    *) [ -e "$WORK/octavo.sqlite3" ] || fail "$1 holds no SQLite database; set DATABASE_URL." ;;
esac

ASIDE=$DATA/before-restore-$(date -u +%Y%m%d-%H%M%S)
mkdir "$ASIDE"
if [ -e "$WORK/database.dump" ]; then
    pg_dump --format custom --no-owner --file "$ASIDE/database.dump" "$DATABASE_URL"
    pg_restore --clean --if-exists --no-owner --single-transaction --dbname "$DATABASE_URL" \
        "$WORK/database.dump"
fi
for each in octavo.sqlite3 octavo.sqlite3-wal octavo.sqlite3-shm media secret_key; do
    if [ -e "$DATA/$each" ]; then mv "$DATA/$each" "$ASIDE/$each"; fi
done
for each in octavo.sqlite3 media secret_key; do
    if [ -e "$WORK/$each" ]; then mv "$WORK/$each" "$DATA/$each"; fi
done
if [ "$(id -u)" -eq 0 ] && id octavo >/dev/null 2>&1; then
    chown -R octavo:octavo "$DATA"
fi
# Pages kept by a server that is still there are of another content.
touch "$DATA/generation"
echo "Restored. What was there before lies in $ASIDE"
