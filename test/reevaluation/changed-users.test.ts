import { describe, expect, it } from 'vitest';
import { changedUsers } from '../../reevaluation/changed-users.ts';

const LONGEST = 'a'.repeat(64);

/**
 * The detail of an event: a call with these request parameters, by a role unless another identity is given.
 */
const call = (
  eventName: string,
  requestParameters: unknown,
  rest: Readonly<Record<string, unknown>> = {},
) => ({ eventName, requestParameters, userIdentity: { type: 'AssumedRole' }, ...rest });

const byUser = { userIdentity: { type: 'IAMUser', userName: 'alice' } };
const byRoot = { userIdentity: { type: 'Root' } };
const answered = { responseElements: { accessKey: { userName: 'alice', status: 'Active' } } };

describe('the users that a call changed', () => {
  it.each<[string, object, readonly string[]]>([
    ['names the user', call('UpdateAccessKey', { userName: 'alice' }), ['alice']],
    ['with a name of 64 characters', call('CreateAccessKey', { userName: LONGEST }), [LONGEST]],
    ['with every character of names', call('TagUser', { userName: 'A_0+=,.@-' }), ['A_0+=,.@-']],
    ['names the user in the answer only', call('CreateAccessKey', null, answered), ['alice']],
    ['of a user for itself', call('CreateAccessKey', null, byUser), ['alice']],
    [
      'of a user for itself, with other parameters',
      call('DeleteAccessKey', { accessKeyId: 'A' }, byUser),
      ['alice'],
    ],
    ['of a user for another one', call('CreateAccessKey', { userName: 'bob' }, byUser), ['bob']],
    ['of the root user for a user', call('CreateAccessKey', { userName: 'bob' }, byRoot), ['bob']],
    ['of the root user for its own keys', call('CreateAccessKey', null, byRoot), []],
    ['failed', call('CreateAccessKey', { userName: 'alice' }, { errorCode: 'AccessDenied' }), []],
    ['with an empty error', call('CreateAccessKey', { userName: 'alice' }, { errorCode: null }), ['alice']],
    ['renames', call('UpdateUser', { userName: 'alice', newUserName: 'bob' }), ['bob']],
    [
      'renames and moves',
      call('UpdateUser', { userName: 'alice', newUserName: 'bob', newPath: '/a/' }),
      ['bob'],
    ],
    ['changes nothing', call('UpdateUser', { userName: 'alice' }), []],
    ['moves only', call('UpdateUser', { userName: 'alice', newPath: '/a/' }), []],
    ['deletes the user', call('DeleteUser', { userName: 'alice' }), ['!']],
    ['deletes a user that nobody can name', call('DeleteUser', null), ['!']],
  ])('%s', (_title, detail, expected) => {
    expect(changedUsers(detail as never)).toEqual(expected);
  });
});

describe('a user that the event does not tell', () => {
  it.each<[string, object]>([
    ['no name, by a role', call('CreateAccessKey', null)],
    ['parameters that are no object', call('CreateAccessKey', 'alice')],
    ['a hidden name', call('CreateAccessKey', { userName: 'HIDDEN DUE TO SECURITY REASONS' })],
    ['a name of 65 characters', call('CreateAccessKey', { userName: `${LONGEST}a` })],
    ['an empty name', call('CreateAccessKey', { userName: '' })],
    ['a name that is a number', call('CreateAccessKey', { userName: 7 })],
    ['a name with a line feed', call('CreateAccessKey', { userName: 'alice\n' })],
    ['the name of a note', call('CreateAccessKey', { userName: '!' })],
    ['an id in place of a name', call('CreateAccessKey', { userName: 'id:AIDACKCEVSQ6C2EXAMPLE' })],
    ['a user without a name', call('CreateAccessKey', null, { userIdentity: { type: 'IAMUser' } })],
    ['no identity', call('CreateAccessKey', null, { userIdentity: undefined })],
    ['a new name that is a list', call('UpdateUser', { newUserName: ['bob'] })],
    ['neither a new name nor a new path', call('UpdateUser', {})],
  ])('%s', (_title, detail) => {
    expect(changedUsers(detail as never)).toEqual(['*']);
  });
});
