import { describe, it, vi } from 'vitest';
import { assertLaws, UNDISTURBED } from './laws.ts';

/** `HISTORIES=100 npx vitest run --mode all test/targeted-runs` plays fewer. */
const HISTORIES = Number(process.env['HISTORIES'] ?? 1_000);

/** Describes half of ten thousand histories: two files, so that two cores play them. */
export function describeHalf(parts: readonly number[]): void {
  // A thousand histories take half a minute, and several times as long on a busy machine.
  vi.setConfig({ testTimeout: 600_000 });

  describe('ten thousand random histories: every change is evaluated, no sweep is swallowed and none superfluous', () => {
    it.each(parts)('part %d of ten', () => assertLaws(UNDISTURBED, { events: true }, HISTORIES));
  });
}
