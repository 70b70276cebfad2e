import { afterAll, beforeAll, expect, test } from 'bun:test';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { gateway, healthy, urls } from '../support/platform.ts';

let browser: Browser;
beforeAll(async () => {
  await healthy();
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

test('the Swagger page renders every operation and loads only from the gateway', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1600 } });
  const elsewhere: string[] = [];
  const faults: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(urls.GATEWAY_URL ?? '') && !request.url().startsWith('data:')) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));

  await page.goto(`${urls.GATEWAY_URL}/swagger`);
  await page.waitForSelector('.opblock');
  const { paths } = (await gateway('GET', '/swagger/json')).body as { paths: Record<string, object> };
  const operations = Object.values(paths).flatMap((path) => Object.keys(path)).length;
  expect(await page.locator('.opblock').count()).toBe(operations);
  await page.locator('#operations-billing-postOrder .opblock-summary').click();
  await page.locator('#operations-billing-postOrder .try-out__btn').click();
  await page.locator('#operations-billing-postOrder .execute').click();
  const status = page.locator('#operations-billing-postOrder .live-responses-table tbody .response-col_status').first();
  await status.waitFor();
  expect(await status.textContent()).toStartWith('200');
  await page.screenshot({ path: `${process.env.MATINEE_STATE}/screenshots/swagger.png`, fullPage: true });
  expect(elsewhere).toEqual([]);
  expect(faults).toEqual([]);
});

test('the document describes every operation, with examples and its errors', async () => {
  const { openapi, paths } = (await gateway('GET', '/swagger/json')).body as {
    openapi: string;
    paths: Record<
      string,
      Record<
        string,
        { summary: string; description: string; responses: Record<string, { content?: Record<string, { example?: unknown }> }> }
      >
    >;
  };
  expect(openapi).toBe('3.1.0');
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { description, summary, responses }] of Object.entries(methods)) {
      expect([method, path, description.length > 30, summary.length > 0]).toEqual([method, path, true, true]);
      for (const [status, { content }] of Object.entries(responses)) {
        for (const { example } of Object.values(content ?? {}))
          expect([method, path, status, example]).not.toEqual([method, path, status, undefined]);
      }
    }
  }
});
