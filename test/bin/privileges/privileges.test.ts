import { describe, expect, it } from 'vitest';
import type {
  AuthorizationDetails,
  EntityPolicies,
  UserPermissions,
} from '../../../bin/privileges/authorization-details.ts';
import { privilegesOf } from '../../../bin/privileges/privileges.ts';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const OWN = 'arn:aws:iam::111122223333:policy/team/own';

const document = (Action: string) =>
  encodeURIComponent(JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }));
const inline = (name: string, action: string) => ({ name, document: document(action) });

const policies = (changes: Partial<EntityPolicies> = {}): EntityPolicies => ({
  attached: [],
  inline: [],
  ...changes,
});
const aUser = (changes: Partial<UserPermissions> = {}): UserPermissions => ({
  ...policies(),
  groups: [],
  tags: new Map(),
  ...changes,
});
const details = (changes: Partial<AuthorizationDetails> = {}): AuthorizationDetails => ({
  users: new Map(),
  groups: new Map(),
  documents: new Map(),
  ...changes,
});

describe('a user is privileged', () => {
  it('by a policy of AWS that is attached, whose document need not be known', () => {
    expect(privilegesOf(aUser({ attached: [ADMINISTRATOR] }), details())).toEqual({
      privileged: 'yes',
      privileges: [
        { policy: ADMINISTRATOR, kind: 'attached', group: null, allows: 'AWS policy', isConditional: false },
      ],
      unreadPolicies: [],
    });
  });

  it('by the document of a policy that is attached', () => {
    const known = details({ documents: new Map([[OWN, document('iam:*')]]) });
    expect(privilegesOf(aUser({ attached: [OWN] }), known)).toMatchObject({
      privileged: 'yes',
      privileges: [{ policy: OWN, allows: 'iam:*' }],
    });
  });

  it('by an inline policy', () => {
    expect(privilegesOf(aUser({ inline: [inline('all', '*')] }), details())).toMatchObject({
      privileged: 'yes',
      privileges: [{ policy: 'all', kind: 'inline', group: null, allows: 'all actions' }],
    });
  });

  it('through groups, each with its policies', () => {
    const groups = new Map([
      ['admins', policies({ attached: [ADMINISTRATOR] })],
      ['writers', policies({ inline: [inline('all', '*'), inline('read', 's3:Get*')] })],
      ['others', policies({ inline: [inline('all', '*')] })],
    ]);
    expect(privilegesOf(aUser({ groups: ['admins', 'writers'] }), details({ groups }))).toMatchObject({
      privileged: 'yes',
      privileges: [
        { policy: ADMINISTRATOR, kind: 'attached', group: 'admins' },
        { policy: 'all', kind: 'inline', group: 'writers' },
      ],
    });
  });
});

describe('a user is not privileged', () => {
  it.each([
    ['without policies', aUser()],
    ['with harmless policies', aUser({ inline: [inline('read', 's3:Get*')] })],
  ])('%s', (_, user) => {
    expect(privilegesOf(user, details())).toEqual({ privileged: 'no', privileges: [], unreadPolicies: [] });
  });
});

describe('it is not known whether a user is privileged', () => {
  it.each([
    [
      'an inline policy is malformed',
      aUser({ inline: [{ name: 'broken', document: '%7B' }] }),
      'broken: malformed: expected percent-encoded JSON',
    ],
    [
      'the document of a policy is missing',
      aUser({ attached: [OWN] }),
      `${OWN}: IAM did not return its document`,
    ],
    ['a group is missing', aUser({ groups: ['gone'] }), 'group gone: IAM did not return its policies'],
  ])('%s', (_, user, unread) => {
    expect(privilegesOf(user, details())).toEqual({
      privileged: 'unknown',
      privileges: [],
      unreadPolicies: [unread],
    });
  });

  it('unless another policy says it', () => {
    const user = aUser({ attached: [OWN, ADMINISTRATOR] });
    expect(privilegesOf(user, details())).toMatchObject({
      privileged: 'yes',
      unreadPolicies: [`${OWN}: IAM did not return its document`],
    });
  });
});
