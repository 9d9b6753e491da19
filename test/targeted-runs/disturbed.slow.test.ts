import { describe, it, vi } from 'vitest';
import { ALWAYS, assertLaws } from './laws.ts';

const HISTORIES = Number(process.env['HISTORIES'] ?? 1_000);

// A thousand histories take half a minute, and several times as long on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

describe('random histories in which much goes wrong', () => {
  it.each([1, 2])('users that cannot be judged, functions that are killed: part %d of two', () =>
    assertLaws(ALWAYS, { events: true, failures: true }, HISTORIES),
  );

  it.each([1, 2])('and answers of AWS Config that are lost: part %d of two', () =>
    assertLaws(ALWAYS, { events: true, failures: true, lostStarts: true }, HISTORIES),
  );
});
