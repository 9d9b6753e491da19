import { describe, expect, it } from 'vitest';
import { parseTouch } from '../../reevaluation/parse-touch.ts';
import { iamEvent } from '../support/iam-events.ts';

const ACCOUNT = '111122223333';
const PARAMETERS = { userName: 'alice', accessKeyId: 'AKIAIOSFODNN7EXAMPLE', status: 'Inactive' };
const { detail } = iamEvent('UpdateAccessKey', PARAMETERS);

/** The identity of a session of a role, as CloudTrail writes it. */
const sessionOf = (role: string, session = 'one-active-key-remediation') => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role.split('/').at(-1)}/${session}`,
  sessionContext: { sessionIssuer: { type: 'Role', arn: role, userName: role.split('/').at(-1) } },
});

const OUR_ROLE = `arn:aws:iam::${ACCOUNT}:role/one-active-key-remediation`;

describe('the event of an UpdateAccessKey', () => {
  it('says which key was changed, when, and by whom', () => {
    expect(parseTouch(detail, ACCOUNT)).toEqual({
      key: PARAMETERS.accessKeyId,
      at: new Date('2026-01-15T08:59:58.000Z'),
      eventId: detail.eventID,
      by: 'arn:aws:sts::111122223333:assumed-role/admin/somebody',
      isOurs: false,
    });
  });

  it.each<[string, object | undefined, boolean]>([
    ['our role', sessionOf(OUR_ROLE), true],
    [
      'our role with a path',
      sessionOf(`arn:aws:iam::${ACCOUNT}:role/security/one-active-key-remediation`),
      true,
    ],
    ['our role in another partition', sessionOf(OUR_ROLE.replace('arn:aws:', 'arn:aws-us-gov:')), true],
    ['the role of that name in another account', sessionOf(OUR_ROLE.replace(ACCOUNT, '123456789012')), false],
    [
      'a role whose name ends like ours',
      sessionOf(`${OUR_ROLE.replace('one-active', 'not-one-active')}`),
      false,
    ],
    ['a role with our name as its path', sessionOf(`${OUR_ROLE}/admin`), false],
    ['a user with our name', sessionOf(OUR_ROLE.replace(':role/', ':user/')), false],
    ['a session with our name of another role', sessionOf(`arn:aws:iam::${ACCOUNT}:role/admin`), false],
    ['a user', { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/operator` }, false],
    ['the root user', { type: 'Root', arn: `arn:aws:iam::${ACCOUNT}:root` }, false],
    ['a role of another service', sessionOf(OUR_ROLE.replace(':iam:', ':sts:')), false],
    ['a text that is no ARN', sessionOf('one-active-key-remediation'), false],
    ['nobody', undefined, false],
  ])('by %s', (_, userIdentity, isOurs) => {
    expect(parseTouch({ ...detail, userIdentity }, ACCOUNT)?.isOurs).toBe(isOurs);
  });

  it.each<[string, object]>([
    ['without a key', { requestParameters: { userName: 'alice' } }],
    ['without parameters, as of a denied call', { requestParameters: null }],
    ['of a temporary key', { requestParameters: { ...PARAMETERS, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' } }],
    [
      'with a hidden key',
      { requestParameters: { ...PARAMETERS, accessKeyId: 'HIDDEN_DUE_TO_SECURITY_REASONS' } },
    ],
    [
      'with a list for a key',
      { requestParameters: { ...PARAMETERS, accessKeyId: [PARAMETERS.accessKeyId] } },
    ],
    ['without a time', { eventTime: undefined }],
    ['with a number for a time', { eventTime: 0 }],
    ['with a time that is none', { eventTime: 'yesterday' }],
    ['with a number in the text of the time', { eventTime: '1' }],
    ['with a day that no calendar has', { eventTime: '2026-02-30T08:59:58Z' }],
    ['with a time without a zone', { eventTime: '2026-01-15T08:59:58' }],
    ['without an id', { eventID: undefined }],
    ['with an id that would be two parts of a key', { eventID: 'a#b' }],
  ])('%s cannot be read', (_, changes) => {
    expect(parseTouch({ ...detail, ...changes }, ACCOUNT)).toBeUndefined();
  });

  it('without an ARN is by nobody known', () => {
    expect(parseTouch({ ...detail, userIdentity: { arn: 7 } }, ACCOUNT)?.by).toBe('');
  });

  it('with an ARN longer than IAM allows keeps its beginning', () => {
    const userIdentity = { arn: 'x'.repeat(3_000) };
    expect(parseTouch({ ...detail, userIdentity }, ACCOUNT)?.by).toHaveLength(2_048);
  });
});
