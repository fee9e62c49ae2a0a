#!/usr/bin/env bash
# Octavo on a Debian server (12 or newer): packages, a user, the environment, systemd and a web
# server with a certificate. Run it again after a change of its arguments, or to upgrade; what was
# edited in /etc/octavo.env stays.
#
#   sudo deploy/install.sh lab.example.org you@lab.example.org [--caddy | --no-web]
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/settings.sh"

DATA=$ROOT/srv/octavo
UNITS=$ROOT/etc/systemd/system
ACME=$ROOT/var/www/acme

usage() {
    sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
    exit "${1:-0}"
}

read_arguments() {
    WEB=nginx
    local names=()
    for argument in "$@"; do
        case $argument in
            --caddy) WEB=caddy ;;
            --no-web) WEB=none ;;
            -h | --help) usage ;;
            -*) usage 2 >&2 ;;
            *) names+=("$argument") ;;
        esac
    done
    [ ${#names[@]} -eq 2 ] || usage 2 >&2
    DOMAIN=${names[0]} MAIL=${names[1]}
    check_domain "$DOMAIN"
    [[ $MAIL =~ ^[^[:space:]@]+@[^[:space:]@]+$ ]] ||
        fail "'$MAIL' is no e-mail address. Certificates are asked for in its name."
}

check_machine() {
    [ "$(id -u)" -eq 0 ] || fail "It needs to be root. Type: sudo $0 $*"
    command -v apt-get >/dev/null || fail "This is for Debian 12 or newer; there is no apt-get."
    case $CODE in
        "$ROOT"/home/* | "$ROOT"/root/*)
            fail "The service cannot read $CODE. Clone Octavo to /opt/octavo." ;;
    esac
}

install_packages() {
    local packages=(python3 python3-venv python3-dev gcc make)
    case $WEB in
        nginx) packages+=(nginx-light certbot) ;;
        caddy) packages+=(caddy) ;;
    esac
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install --yes -qq --no-install-recommends "${packages[@]}"
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Python 3.11 or newer is needed: Debian 12 has it."
}

make_user() {
    id octavo >/dev/null 2>&1 ||
        adduser --system --group --home "$DATA" --no-create-home octavo
    # Others may pass through to the static files; every other file says no by its own mode.
    install --directory --owner octavo --group octavo --mode 0711 "$DATA"
    install --directory --owner octavo --group octavo --mode 0700 "$DATA/backups"
}

write_settings() {
    if [ ! -e "$ENV_FILE" ]; then
        install --mode 0640 --group octavo /dev/null "$ENV_FILE"
        cat >"$ENV_FILE" <<SETTINGS
# The site's settings; $CODE/.env.example describes each. After a change: systemctl restart octavo
OCTAVO_DATA=$DATA
OCTAVO_BASE_URL=https://$DOMAIN
OCTAVO_HOSTS=$DOMAIN
# One web server stands in front.
OCTAVO_PROXIES=1
# PostgreSQL and Redis instead of SQLite, see docs/deploy.md:
#DATABASE_URL=postgres://octavo:password@127.0.0.1:5432/octavo
#CACHE_URL=redis://127.0.0.1:6379/0
# How letters go out. Without it they stand in the log: journalctl --unit octavo
#EMAIL_URL=smtp+tls://user:password@mail.example.org:587
SETTINGS
    fi
    grep -q "^OCTAVO_BASE_URL=https://$DOMAIN\$" "$ENV_FILE" ||
        echo "Note: $ENV_FILE names another address than $DOMAIN; it is left as it is."
}

make_environment() {
    # Only what changed is installed; Make compares the times.
    make --silent --directory "$CODE" .venv/.runtime
    # Compiled here, because the service may not write into its code; it starts faster by that.
    python -m compileall -q -x '/\.venv/|/tests/' "$CODE"
}

# A template with its @NAMES@ filled in, put where it belongs; true when that changed something.
place() {
    local source=$1 target=$2 fresh
    fresh=$(mktemp)
    sed -e "s|@CODE@|$CODE|g" -e "s|@DATA@|$DATA|g" -e "s|@ETC@|$ROOT/etc|g" \
        -e "s|@DOMAIN@|$DOMAIN|g" -e "s|@ACME@|$ACME|g" -e "s|@UPSTREAM@|127.0.0.1:8000|g" \
        -e "s|@HTTP@|${HTTP:-80}|g" -e "s|@CACHE@|$ROOT/var/cache/nginx/octavo|g" \
        -e "s|@LOG@|$ROOT/var/log/nginx/octavo.log|g" "$source" >"$fresh"
    if cmp --silent "$fresh" "$target"; then
        rm "$fresh"
        return 1
    fi
    install -D --mode 0644 "$fresh" "$target"
    rm "$fresh"
}

install_service() {
    local name
    for name in octavo.service octavo-backup.service octavo-backup.timer; do
        place "$CODE/deploy/systemd/$name" "$UNITS/$name" || true
    done
    systemctl daemon-reload
    systemctl enable --quiet octavo.service octavo-backup.timer
    systemctl start octavo-backup.timer
    # Type=notify: this comes back once the site answers, or says why it does not.
    systemctl restart octavo.service ||
        fail "The service did not start. See why: journalctl --unit octavo --lines 30"
}

certificate() { echo "$ROOT/etc/letsencrypt/live/$DOMAIN/$1"; }

# The site's configuration, with https once there is a certificate.
nginx_site() {
    local plain="include $ROOT/etc/nginx/octavo-site.conf;" secure="" template
    if [ -e "$(certificate fullchain.pem)" ]; then
        plain="return 301 https://\$host\$request_uri;"
        secure="server {\n    listen 443 ssl http2;\n    server_name $DOMAIN;\n"
        secure+="    ssl_certificate $(certificate fullchain.pem);\n"
        secure+="    ssl_certificate_key $(certificate privkey.pem);\n"
        secure+="    ssl_protocols TLSv1.2 TLSv1.3;\n    ssl_session_cache shared:octavo_tls:5m;\n"
        secure+="    include $ROOT/etc/nginx/octavo-site.conf;\n}\n"
        secure+="server {\n    listen 443 ssl default_server;\n    server_name _;\n"
        secure+="    ssl_reject_handshake on;\n}"
    fi
    template=$(mktemp)
    sed -e "s|@PLAIN@|$plain|" -e "s|^@SECURE@\$|$secure|" "$CODE/deploy/nginx/octavo.conf" \
        >"$template"
    place "$template" "$ROOT/etc/nginx/sites-available/octavo.conf" || true
    rm "$template"
    place "$CODE/deploy/nginx/octavo-site.conf" "$ROOT/etc/nginx/octavo-site.conf" || true
    mkdir -p "$ROOT/etc/nginx/sites-enabled" "$ROOT/var/cache/nginx" "$ROOT/var/log/nginx" "$ACME"
    ln -sf ../sites-available/octavo.conf "$ROOT/etc/nginx/sites-enabled/octavo.conf"
    # Debian's welcome page listens as the default, which is ours to refuse.
    rm -f "$ROOT/etc/nginx/sites-enabled/default"
    nginx -t -q || fail "nginx refuses its configuration; the lines above say where."
    systemctl reload-or-restart nginx
}

install_nginx() {
    nginx_site
    if [ ! -e "$(certificate fullchain.pem)" ]; then
        certbot certonly --webroot --webroot-path "$ACME" --domain "$DOMAIN" --email "$MAIL" \
            --agree-tos --non-interactive --deploy-hook "systemctl reload nginx" ||
            fail "There is no certificate yet. Does $DOMAIN lead to this machine, and are its ports" \
                "80 and 443 open? Then run this again."
        nginx_site
    fi
}

install_caddy() {
    install -D --mode 0644 "$CODE/deploy/caddy/Caddyfile" "$ROOT/etc/caddy/Caddyfile"
    install -d "$UNITS/caddy.service.d"
    printf '[Service]\nEnvironment=OCTAVO_DOMAIN=%s OCTAVO_UPSTREAM=127.0.0.1:8000\n' "$DOMAIN" \
        >"$UNITS/caddy.service.d/octavo.conf"
    systemctl daemon-reload
    systemctl enable --quiet caddy
    systemctl restart caddy
}

read_arguments "$@"
check_machine "$@"
install_packages
make_user
write_settings
make_environment
install_service
case $WEB in
    nginx) install_nginx ;;
    caddy) install_caddy ;;
esac
echo "Octavo serves https://$DOMAIN/"
echo "The first account: $CODE/deploy/manage.sh createsuperuser"
