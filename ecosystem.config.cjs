// The PM2 processes. The script is Bun's absolute path: PM2's `interpreter: 'bun'` loads apps by require(), where top-level await fails.
const { execFileSync } = require('node:child_process');

const bun = process.versions.bun ? process.execPath : execFileSync('sh', ['-c', 'command -v bun']).toString().trim();
const stopTimeout = Number(process.env.STOP_TIMEOUT_MS) || 10_000;

const app = (name, folder, script = 'server.ts') => ({
  name,
  cwd: `${__dirname}/${folder}`,
  script: bun,
  args: script,
  interpreter: 'none',
  exec_mode: 'fork',
  // `pm2 start` and `restart` return once the app listens.
  wait_ready: true,
  listen_timeout: 20_000,
  // PM2 kills later than the app's own timeout.
  kill_timeout: stopTimeout + 2000,
  exp_backoff_restart_delay: 100,
  // Root's PM2 (in the VMs) runs the apps as an unprivileged user.
  ...(process.env.MATINEE_USER && { uid: process.env.MATINEE_USER }),
  // By default, Bun's fetch queues requests beyond 256 silently.
  env: { NODE_ENV: 'production', BUN_CONFIG_MAX_HTTP_REQUESTS: '16384' },
});

module.exports = {
  apps: [
    app('inventory_app', 'inventory'),
    app('billing_app', 'billing'),
    app('pairing_app', 'pairing'),
    app('gateway_app', 'gateway'),
    ...(process.env.TELEGRAM_BOT_TOKEN ? [app('pairing_bot', 'pairing', 'bot/server.ts')] : []),
  ],
};
