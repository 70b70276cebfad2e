import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser, Page } from 'playwright-core';
import { hashKey } from '../../gateway/api-keys/api-keys.ts';
import { launchBrowser } from '../support/browser.ts';
import { api, healthy, urls } from '../support/platform.ts';
import { start } from '../support/process.ts';
import { run } from '../support/run.ts';

let browser: Browser;
beforeAll(async () => {
  await healthy();
  await api.POST('/api/movies', { body: { title: 'Home <b>Page</b> Test', year: 1999 } });
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

/** Opens the page at the size of a phone, and collects its errors. */
const open = async (url: string, colorScheme: 'light' | 'dark') => {
  const page = await browser.newPage({ viewport: { width: 390, height: 800 }, colorScheme });
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('request', (request) => request.url().startsWith(url) || faults.push(request.url()));
  await page.goto(`${url}/`);
  await page.getByText(/^[0-9]+\.[0-9]+\.[0-9]+$/).waitFor();
  return { page, faults };
};

const searchByKeyboard = async (page: Page, text: string) => {
  await page.getByLabel('Title or cast').focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

test('programs get JSON, and browsers a page under a strict policy', async () => {
  for (const [accept, type] of [
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/json', 'application/json'],
    ['application/json, text/html;q=0.5', 'application/json'],
    ['image/png', 'application/json'],
    ['text/html', 'text/html'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
  ] as const) {
    const { status, headers } = await fetch(`${urls.GATEWAY_URL}/`, { headers: { accept } });
    expect([accept, status, headers.get('content-type')?.split(';')[0]]).toEqual([accept, 200, type]);
    expect(headers.get('vary')).toBe('Accept');
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  }
});

test.each(['light', 'dark'] as const)('the page searches movies, by keyboard and on a phone (%s)', async (colorScheme) => {
  const { page, faults } = await open(urls.GATEWAY_URL ?? '', colorScheme);
  expect(await page.locator('#version').textContent()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await page.locator('#curl').textContent()).toContain(`${urls.GATEWAY_URL}/api/billing`);
  expect(await page.getByLabel('API key').isVisible()).toBe(false);
  await searchByKeyboard(page, 'home page test');
  await page.locator('#results li').first().waitFor();
  expect(await page.locator('#results').textContent()).toContain('Home <b>Page</b> Test (1999)');
  await page.getByLabel('Title or cast').fill('zzzzzzzz');
  await page.keyboard.press('Enter');
  await page.getByText('No movie matches.').waitFor();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  const text = await page.evaluate<string>('getComputedStyle(document.querySelector("h1")).color');
  expect(text).toBe(colorScheme === 'dark' ? 'rgb(255, 255, 255)' : 'rgb(0, 0, 0)');
  for (const name of ['API documentation', 'Health', 'Metadata']) {
    const path = await page.getByRole('link', { name }).getAttribute('href');
    expect((await fetch(`${urls.GATEWAY_URL}${path}`)).status).toBe(200);
  }
  await page.screenshot({ path: `${process.env.MATINEE_STATE}/screenshots/home-${colorScheme}.png`, fullPage: true });
  expect(faults).toEqual([]);
});

test('at a gateway with API keys the page asks for one, and keeps it nowhere', async () => {
  const port = (await run(['bun', 'scripts/free-ports.ts', '1'])).trim();
  const gateway = start(['bun', 'gateway/server.ts'], {
    GATEWAY_PORT: port,
    API_KEYS: `page:${hashKey('mk_page')}:movies:read`,
  });
  try {
    await gateway.line(/"msg":"listening"/);
    const { page } = await open(`http://127.0.0.1:${port}`, 'light');
    await page.getByText('requires an API key with the scope movies:read').waitFor();
    await searchByKeyboard(page, 'home page test');
    await page.getByText('This request needs an API key.').waitFor();
    await page.getByLabel('API key').fill('mk_page');
    await page.keyboard.press('Enter');
    await page.locator('#results li').first().waitFor();
    expect(page.url()).not.toContain('mk_page');
    expect(await page.evaluate<unknown[]>('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
  } finally {
    gateway.kill('SIGTERM');
    await gateway.exited;
  }
});
