import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MalformedItemError } from '../../ledger/errors.ts';
import { digestItems } from '../../notification/digest/digest-items.ts';
import { digestPublication } from '../../notification/digest/digest-publication.ts';
import { MESSAGE_EVENTS } from '../../product/message.ts';
import { chatProblems } from '../notification/chat-schema.ts';
import { FULL_REQUEST } from '../notification/events.ts';
import { assertLaw, nearlyValid, nearlyValidText, unusualValues } from '../support/fuzz.ts';
import { NOW } from '../support/users.ts';

const HERE = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', rolePath: '/' };
const { operation: _, ...said } = FULL_REQUEST;
const PERSON = { owner: 'team-payments', ownerTag: 'owner', unread: '' };
const OF_A_USER = { ...HERE, ...said, ...PERSON, configRuleName: 'a-rule' };
const OF_A_RUN = { ...OF_A_USER, event: 'RunFailed', source: { kind: 'runbook', name: 'a-runbook' } };

const texts = fc
  .oneof(
    { weight: 4, arbitrary: nearlyValid(OF_A_USER) },
    { weight: 4, arbitrary: nearlyValid(OF_A_RUN) },
    { weight: 1, arbitrary: unusualValues },
  )
  .map((value) => JSON.stringify(value) ?? '')
  .chain(nearlyValidText);

it('a message that waits, whatever its text, is one that both topics accept, or a MalformedItemError', () =>
  assertLaw({
    inputs: texts,
    read: (message) => {
      const { items, malformed } = digestItems([{ at: NOW, nonce: 'n', message }], HERE);
      expect(items.length + malformed.length).toBe(1);
      if (malformed[0]) throw malformed[0];
      return items;
    },
    contract: (items) => {
      for (const { message } of items) expect(MESSAGE_EVENTS).toContain(message.event);
      const { subject, text, chat } = digestPublication(items, HERE);
      expect(subject).toMatch(/^[ -~]{1,100}$/);
      // SNS would refuse half of a surrogate pair.
      expect(Buffer.from(text).toString()).toBe(text);
      expect(Buffer.byteLength(text)).toBeLessThan(262_144);
      expect(chatProblems(chat)).toEqual([]);
    },
    errors: [MalformedItemError],
    numRuns: 600,
  }));
