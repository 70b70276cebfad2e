#!/usr/bin/env bash
# Makes sure that `sudo pm2` works here, with root's daemon, that systemd starts it at boot with the apps that ran, and that its logs
# are rotated. For a machine that is Matinee's alone, as root; elsewhere scripts/pm2.sh keeps a daemon of the checkout's own.
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$(dirname "$0")/once.sh"

# There is no Node here: Bun runs PM2, its daemon too.
command_pm2() {
  cat <<SH
#!/bin/sh
exec $(command -v bun) $ROOT/node_modules/pm2/bin/pm2 "\$@"
SH
}

# Behind the servers in order, so that it is before them at shutdown.
unit() {
  cat <<'UNIT'
[Unit]
Description=PM2, which keeps Matinee's apps running
Wants=network-online.target
After=network-online.target postgresql.service rabbitmq-server.service

[Service]
Type=forking
UMask=0077
LimitNOFILE=65536
Environment=HOME=/root PM2_HOME=/root/.pm2 PM2_DISABLE_VERSION_CHECK=true
PIDFile=/root/.pm2/pm2.pid
ExecStart=/usr/local/bin/pm2 resurrect
ExecReload=/usr/local/bin/pm2 reload all
ExecStop=/usr/local/bin/pm2 kill
Restart=on-failure
TimeoutStartSec=300

[Install]
WantedBy=multi-user.target
UNIT
}

# A log that was moved away is PM2's until it is told to open a new one. Its daemon does so at SIGUSR2; `pm2 reloadLogs` would start a
# daemon where there is none.
rotation() {
  cat <<'CONF'
/root/.pm2/logs/*.log {
  daily
  maxsize 20M
  rotate 14
  compress
  delaycompress
  missingok
  notifempty
  nocreate
  sharedscripts
  postrotate
    pkill -USR2 --pidfile /root/.pm2/pm2.pid --full pm2 || true
  endscript
}

# The daemon's own, which it never opens again.
/root/.pm2/pm2.log {
  monthly
  maxsize 20M
  rotate 3
  compress
  missingok
  notifempty
  copytruncate
}
CONF
}

# Debian rotates once a day, whatever has grown meanwhile.
rotation_each_hour() {
  cat <<'CONF'
[Timer]
OnCalendar=
OnCalendar=hourly
AccuracySec=1min
CONF
}

version() { grep '"version":' "$ROOT/node_modules/pm2/package.json"; }

configure() {
  say "Installing PM2"
  command_pm2 >/usr/local/bin/pm2
  chmod 755 /usr/local/bin/pm2
  unit >/etc/systemd/system/pm2.service
  rotation >/etc/logrotate.d/matinee
  install -d /etc/systemd/system/logrotate.timer.d
  rotation_each_hour >/etc/systemd/system/logrotate.timer.d/matinee.conf
  # The list of apps that PM2 saves there holds their settings.
  install -d -m 700 /root/.pm2
  systemctl daemon-reload
  if systemctl -q is-active logrotate.timer; then systemctl restart logrotate.timer; fi
  systemctl -q enable pm2
  # A daemon of another version, or under another unit, hands its apps on.
  systemctl restart pm2
}

main() {
  [[ ${1:-} != --help ]] || { usage; exit; }
  "$ROOT/scripts/install/apt.sh" logrotate procps
  once_for pm2 "$(command_pm2; unit; rotation; rotation_each_hour; version)" configure
  systemctl start pm2
}

main "$@"
