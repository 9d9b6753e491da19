import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { hasCommand } from './commands.ts';

/** The file of Chromium on the PATH; the name depends on the distribution. */
const findChromium = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
    .find((file) => hasCommand(file));

let found: string | undefined;

/** Whether Chromium is on the PATH of this machine. */
export function hasChromium(): boolean {
  found ??= findChromium() ?? '';
  return found !== '';
}

/** Starts a browser without a window; Chromium's own sandbox does not work for root, and CI runs as root. */
export function startChromium(): Promise<Browser> {
  if (!hasChromium()) throw new Error('Expected chromium on the PATH; install it, or skip by hasChromium()');
  return chromium.launch({ executablePath: `${found}`, args: ['--no-sandbox'] });
}
