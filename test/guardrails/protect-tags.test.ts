import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';
import { own, request, tagUser, untagUser } from '../infra/least-privilege/requests.ts';
import type { AuthorizationRequest } from '../support/simulator.ts';
import {
  ADMIN,
  DEPLOYMENT,
  GUARDS,
  OWNER,
  principalOf,
  REMEDIATION,
  STACK_SETS,
  session,
} from './protect-tags-guards.ts';

const OUR_TAGS = [KEEP_TAG, EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG, EXEMPT_OWNER_TAG];

const SPELLINGS: readonly (readonly [string, (key: string) => string])[] = [
  ['without a change', (key) => key],
  ['in lower case', (key) => key.toLowerCase()],
  ['in capitals', (key) => key.toUpperCase()],
  ['in mixed case', (key) => key.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())],
  // JavaScript's toLowerCase turns the Kelvin sign into a k; a comparison that folds only ASCII does not.
  ['with the Kelvin sign for a k', (key) => key.replace('key', '\u212Aey')],
];

const TAG_REQUESTS: readonly (readonly [string, (...keys: string[]) => AuthorizationRequest])[] = [
  ['tagging a user', tagUser],
  ['untagging a user', untagUser],
  ['creating a user', (...keys) => request('iam:CreateUser', own.user, tagUser(...keys).context)],
];

describe.each(GUARDS)('%s', (_guard, document, decide) => {
  describe.each(TAG_REQUESTS)('%s', (_title, requestWith) => {
    it.each(SPELLINGS)('with our tags %s, alone and among other tags: denied', async (_spelling, spell) => {
      for (const key of OUR_TAGS.map(spell)) {
        for (const keys of [[key], ['team', key], [key, 'team', 'stage']]) {
          expect([keys, await decide(ADMIN, requestWith(...keys))]).toEqual([keys, 'ExplicitlyDenied']);
        }
      }
    });

    it.each([
      ['a user', principalOf('user/alice')],
      ['a user with the name of our role', principalOf(`user/${NAMES.remediationFunction}`)],
      ['a role whose name begins with the name of our role', session(`${NAMES.remediationFunction}-2`)],
      ['a role with the name of our role and a path', session(NAMES.remediationFunction, { path: 'team/' })],
      ['another role of ours', session(NAMES.automationRole)],
      ['the role that deploys', DEPLOYMENT],
      ['StackSets', STACK_SETS],
    ])('with our tags by %s: denied', async (_title, caller) => {
      for (const key of OUR_TAGS)
        expect([key, await decide(caller, requestWith(key))]).toEqual([key, 'ExplicitlyDenied']);
    });

    it.each([
      ['the remediation', REMEDIATION],
      ['the remediation in China', session(NAMES.remediationFunction, { partition: 'aws-cn' })],
      ['the role that the owners approved', OWNER],
    ])('with our tags by %s: allowed', async (_title, caller) => {
      for (const key of OUR_TAGS)
        expect([key, await decide(caller, requestWith(key, 'team'))]).toEqual([key, 'Allowed']);
    });

    it.each([
      'team',
      'one-active-key',
      'one-active-key:',
      'one-active-key:keeps',
      'one-active-key:exempt',
      'one-active-keys:keep',
      'my-one-active-key:keep',
      'our-backup-job:stage',
      'cost-center:12',
    ])('with the tag %s: allowed', async (key) =>
      expect(await decide(ADMIN, requestWith(key))).toBe('Allowed'),
    );

    it('without tags: allowed', async () => {
      expect(await decide(ADMIN, request(requestWith().action, own.user))).toBe('Allowed');
    });

    it.each(['our-backup-job:tier', 'our-backup-job:weekly-night', 'our-backup-job:weekly-nights'])(
      'with the tag %s, whose parts are as long as those of ours: denied, since the pattern covers every spelling',
      async (key) => expect(await decide(ADMIN, requestWith(key))).toBe('ExplicitlyDenied'),
    );
  });

  it('has only statements that deny', () => {
    for (const statement of document.Statement) {
      expect(Object.keys(statement)).toEqual(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
      expect([statement.Effect, statement.Sid]).toEqual(['Deny', expect.stringMatching(/^[A-Za-z0-9]+$/)]);
    }
  });
});
