import { describe, it, vi } from 'vitest';
import { assertLaws, UNDISTURBED } from './laws.ts';

/** `HISTORIES=100 npx vitest run --mode all test/targeted-runs` plays fewer. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 1_000);

// A thousand histories take half a minute, and several times as long on a busy machine.
vi.setConfig({ testTimeout: 600_000 });

describe('ten thousand random histories: every change is evaluated, no sweep is swallowed and none superfluous', () => {
  const parts = Array.from({ length: 10 }, (_, index) => index + 1);
  it.each(parts)('part %d of ten', () => assertLaws(UNDISTURBED, { events: true }, HISTORIES));
});
