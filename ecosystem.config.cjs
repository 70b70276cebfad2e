// The processes as PM2 runs them. Bun is named by its whole path and is the script itself: PM2's own `interpreter: 'bun'` loads
// an app by require(), under which top-level await fails.
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
  // `pm2 start` and `restart` come back once the app listens.
  wait_ready: true,
  listen_timeout: 20_000,
  // PM2 kills an app that has not stopped by then: leave it the time that it gives itself.
  kill_timeout: stopTimeout + 2000,
  exp_backoff_restart_delay: 100,
  // Under root's PM2 (the VMs) the apps run as a user who may do nothing else.
  ...(process.env.MATINEE_USER && { uid: process.env.MATINEE_USER }),
  // Bun's fetch lets 256 requests go at once and queues the rest in silence.
  env: { NODE_ENV: 'production', BUN_CONFIG_MAX_HTTP_REQUESTS: '16384' },
});

module.exports = {
  apps: [
    app('inventory_app', 'inventory'),
    app('billing_app', 'billing'),
    app('pairing_app', 'pairing'),
    app('gateway_app', 'gateway'),
    // Without Telegram's token there is no bot.
    ...(process.env.TELEGRAM_BOT_TOKEN ? [app('pairing_bot', 'pairing', 'bot/server.ts')] : []),
  ],
};
