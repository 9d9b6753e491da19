import fc from 'fast-check';
import { describe, it } from 'vitest';
import { parseSnapshotText, SnapshotTextError, toSnapshotText } from '../../sandbox/snapshot-text.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';

describe('a file of --sandbox=FILE with arbitrary content', () => {
  const text = toSnapshotText({
    now: new Date('2026-11-21T09:00:00.000Z'),
    iam: { users: [], groups: [], managedPolicies: [], rootHasAccessKeys: false },
    tables: { ledger: [{ pk: { S: 'A' }, sk: { S: '1' } }] },
    parameters: [],
    executions: [],
  });
  const json = fc.oneof(nearlyValid(JSON.parse(text)), unusualValues).map((each) => JSON.stringify(each));
  const changed = fc
    .tuple(fc.nat(text.length - 1), fc.string({ maxLength: 2 }))
    .map(([at, other]) => `${text.slice(0, at)}${other}${text.slice(at + 1)}`);

  it('is refused, unless it has what a command has written', () =>
    assertLaw({
      inputs: fc.oneof(json, changed, json.chain(nearlyValidText)),
      read: (content) => parseSnapshotText(String(content)),
      // Only the white space may differ.
      contract: (snapshot) => {
        if (toSnapshotText(snapshot) !== text) throw new Error(toSnapshotText(snapshot));
      },
      errors: [SnapshotTextError],
    }));
});
