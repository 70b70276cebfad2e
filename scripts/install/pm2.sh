#!/usr/bin/env bash
# Installs `sudo pm2` on a VM: root's PM2 daemon, a systemd unit that starts its apps at boot, and log rotation. Needs root. Elsewhere use
# scripts/pm2.sh.
# Usage: scripts/install/pm2.sh
set -Eeuo pipefail
# shellcheck source=scripts/environment.sh
source "$(dirname "$0")/../environment.sh"
# shellcheck source=scripts/install/once.sh
source "$(dirname "$0")/once.sh"

# Bun runs PM2 and its daemon; the VM has no Node.
command_pm2() {
  cat <<SH
#!/bin/sh
exec $(command -v bun) $ROOT/node_modules/pm2/bin/pm2 "\$@"
SH
}

# systemd stops units in reverse order: the apps stop before their servers.
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

# After a rotation, SIGUSR2 makes PM2's daemon open new logs. `pm2 reloadLogs` would start a daemon if none runs.
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

# The daemon never reopens its own log.
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

# Debian runs logrotate only once a day.
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
  # PM2 saves the apps' settings there.
  install -d -m 700 /root/.pm2
  systemctl daemon-reload
  if systemctl -q is-active logrotate.timer; then systemctl restart logrotate.timer; fi
  systemctl -q enable pm2
  # The new daemon takes over the apps of the old one.
  systemctl restart pm2
}

main() {
  help_if_asked "$@"
  refuse_arguments "$@"
  "$ROOT/scripts/install/apt.sh" logrotate procps
  once_for pm2 "$(command_pm2; unit; rotation; rotation_each_hour; version)" configure
  systemctl start pm2
}

main "$@"
