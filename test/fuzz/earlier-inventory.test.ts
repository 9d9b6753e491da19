import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../bin/command-line/errors.ts';
import { compareInventories } from '../../bin/comparison/compare.ts';
import { readEarlier } from '../../bin/comparison/read-earlier.ts';
import { changesText } from '../../bin/formats/changes.ts';
import { toHtml } from '../../bin/formats/html.ts';
import { anInventory, aSurplusUser, aUser } from '../bin/inventories.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';

describe('an earlier inventory with arbitrary content', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-active-key-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const bob = aUser({ userName: 'bob', userId: 'AIDABOB00000EXAMPLE' });
  const inventory = anInventory([aSurplusUser(), bob]);
  const json = fc.oneof(nearlyValid(inventory), unusualValues).map((each) => JSON.stringify(each));
  const texts = fc.oneof(
    { weight: 8, arbitrary: json },
    { weight: 2, arbitrary: json.chain(nearlyValidText) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  );

  it('leads to changes that every format can show, or to a UsageError', () =>
    assertLaw({
      inputs: texts,
      read: (content) => {
        const name = join(folder, 'earlier.json');
        writeFileSync(name, content);
        return readEarlier(name);
      },
      contract: (earlier) => {
        expect(compareInventories(earlier, earlier).users).toEqual([]);
        const changes = compareInventories(earlier, inventory);
        const html = toHtml({ ...inventory, changes });
        const tags = (text: string) => new Set(text.match(/<[a-z][^ >]*/g));
        for (const tag of tags(html)) expect(KNOWN).toContain(tag);
        expect(changesText(changes, inventory).length).toBeGreaterThan(0);
      },
      errors: [UsageError],
    }));

  const withAllSections = compareInventories(anInventory([]), anInventory([aSurplusUser()]));
  const KNOWN = [
    ...new Set(toHtml({ ...inventory, changes: withAllSections }).match(/<[a-z][^ >]*/g)),
    '<ul',
    '<li',
  ];
});
