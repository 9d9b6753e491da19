import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { hasCommand } from './commands.ts';

/** Chromium on the PATH of this machine: as Debian calls it, and others. */
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

/** Starts a browser without windows; its own sandbox does not work for root, who runs CI. */
export function startChromium(): Promise<Browser> {
  if (!hasChromium()) throw new Error('Expected chromium on the PATH; install it, or skip by hasChromium()');
  return chromium.launch({ executablePath: `${found}`, args: ['--no-sandbox'] });
}
