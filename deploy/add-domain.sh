#!/usr/bin/env bash
# A certificate for somebody's own domain, and nginx to serve it. The domain has to stand in the form
# of the person or the lab, and to lead to this machine. Caddy needs no such step.
#
#   sudo deploy/add-domain.sh mina-sorensen.example you@lab.example.org
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

if [ $# -ne 2 ]; then
    sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 2
fi
DOMAIN=$1 MAIL=$2
LIVE=$ROOT/etc/letsencrypt/live/$DOMAIN
SITE=$ROOT/etc/nginx/sites-available/octavo-$DOMAIN.conf
check_domain "$DOMAIN"
[ "$(id -u)" -eq 0 ] || fail "It needs to be root. Type: sudo $0 $*"
[ -e "$ROOT/etc/nginx/octavo-site.conf" ] || fail "nginx is not set up here: run install.sh first."
curl --silent --fail --output /dev/null \
    "http://127.0.0.1:8000/internal/domain-check?domain=$DOMAIN" ||
    fail "The site knows no domain $DOMAIN. Enter it in the form of the person or the lab first."

certbot certonly --webroot --webroot-path "$ROOT/var/www/acme" --domain "$DOMAIN" --email "$MAIL" \
    --agree-tos --non-interactive --keep-until-expiring --deploy-hook "systemctl reload nginx" ||
    fail "There is no certificate yet. Does $DOMAIN lead to this machine? Then run this again."
sed -e "s|@DOMAIN@|$DOMAIN|g" -e "s|@LIVE@|$LIVE|g" -e "s|@ETC@|$ROOT/etc|g" \
    "$CODE/deploy/nginx/octavo-domain.conf" >"$SITE"
ln -sf "../sites-available/${SITE##*/}" "$ROOT/etc/nginx/sites-enabled/${SITE##*/}"
nginx -t -q || fail "nginx refuses its configuration; the lines above say where."
systemctl reload nginx
echo "nginx serves https://$DOMAIN/"
