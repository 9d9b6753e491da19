import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../policy/parameters.ts';
import { parseRequest } from '../../remediation/parse-request.ts';
import { FunctionError, remediate } from '../support/remediation.ts';
import { addUser, deployed } from '../support/rule.ts';
import { KEY } from '../support/users.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const deactivation = { operation: 'Deactivate', userId: USER_ID };
const reactivation = { operation: 'Reactivate', userId: USER_ID, accessKeyId: KEY_ID };

describe('requests', () => {
  it('Deactivate with a user ID only → the defaults', () => {
    expect(parseRequest(deactivation)).toEqual({
      operation: 'Deactivate',
      userId: USER_ID,
      policy: DEFAULT_POLICY,
      keepAccessKeyId: undefined,
      isDryRun: false,
      isAutomatic: false,
      automationExecutionId: '',
      automationAssumeRole: '',
    });
  });

  it('Deactivate as the runbook sends it', () => {
    const event = {
      ...deactivation,
      dryRun: 'true',
      automatic: 'true',
      selectionStrategy: 'Oldest',
      rotationGraceHours: '24',
      protectUsedWithinDays: '0',
      exemptionMaxDays: '365',
      keepAccessKeyId: KEY.a,
      automationExecutionId: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
      automationAssumeRole: 'arn:aws-us-gov:iam::111122223333:role/path/one-active-key-automation',
    };
    expect(parseRequest(event)).toMatchObject({
      isDryRun: true,
      isAutomatic: true,
      policy: {
        selectionStrategy: 'Oldest',
        rotationGraceHours: 24,
        protectUsedWithinDays: 0,
        exemptionMaxDays: 365,
      },
      keepAccessKeyId: KEY.a,
      automationExecutionId: event.automationExecutionId,
      automationAssumeRole: event.automationAssumeRole,
    });
  });

  it('Deactivate with an empty keepAccessKeyId names no survivor', () => {
    expect(parseRequest({ ...deactivation, keepAccessKeyId: '' })).toMatchObject({
      keepAccessKeyId: undefined,
    });
  });

  it('Reactivate with its IDs only → an exemption of seven days', () => {
    expect(parseRequest(reactivation)).toEqual({
      ...reactivation,
      exemptForDays: 7,
      exemptionMaxDays: 90,
      force: false,
      automationExecutionId: '',
    });
  });
});

describe('an invalid request is a typed error, before the first call, with the expected and the received value', () => {
  const invalid: [string, unknown, string, string][] = [
    [
      'text before a key id',
      { ...reactivation, accessKeyId: `x${KEY_ID}` },
      'MalformedEventError',
      'accessKeyId',
    ],
    [
      'text after a key id',
      { ...reactivation, accessKeyId: `${KEY_ID} ` },
      'MalformedEventError',
      'accessKeyId',
    ],
    ['a key id in a list', { ...reactivation, accessKeyId: [KEY_ID] }, 'MalformedEventError', 'accessKeyId'],
    [
      'an execution id in a list',
      { ...deactivation, automationExecutionId: ['abc'] },
      'MalformedEventError',
      'automationExecutionId',
    ],
    [
      'an unknown field',
      { ...reactivation, soakDays: '1' },
      'MalformedEventError',
      'field: expected one of operation, userId, automationExecutionId, accessKeyId, exemptForDays, exemptionMaxDays, force; received "soakDays"',
    ],
    ['null', null, 'MalformedEventError', 'event: expected a JSON object; received null'],
    ['a text', 'Deactivate', 'MalformedEventError', 'event: expected a JSON object'],
    [
      'no operation',
      {},
      'MalformedEventError',
      'operation: expected Deactivate, Reactivate, DeleteDeactivated or DailyPass; received nothing',
    ],
    [
      'an unknown operation',
      { ...deactivation, operation: 'Delete' },
      'MalformedEventError',
      'received "Delete"',
    ],
    [
      'no user id',
      { operation: 'Deactivate' },
      'MalformedEventError',
      'userId: expected the unique id of an IAM user, AIDA…',
    ],
    ['a user name', { ...deactivation, userId: 'alice' }, 'MalformedEventError', 'received "alice"'],
    [
      'the id of a role',
      { ...deactivation, userId: 'AROACLKWSDQRAOEXAMPLE' },
      'MalformedEventError',
      'received "AROACLKWSDQRAOEXAMPLE"',
    ],
    [
      'the id of a group',
      { ...deactivation, userId: 'AGPACLKWSDQRAOEXAMPLE' },
      'MalformedEventError',
      'received "AGPA',
    ],
    [
      'an ARN',
      { ...deactivation, userId: 'arn:aws:iam::111122223333:user/alice' },
      'MalformedEventError',
      'received "arn:',
    ],
    [
      'an id in lower case',
      { ...deactivation, userId: USER_ID.toLowerCase() },
      'MalformedEventError',
      'received "aida',
    ],
    [
      'an id of fifteen characters',
      { ...deactivation, userId: 'AIDA12345678901' },
      'MalformedEventError',
      'received "AIDA1',
    ],
    ['an id with a line break', { ...deactivation, userId: `${USER_ID}\n` }, 'MalformedEventError', 'userId'],
    [
      'a number in words',
      { ...deactivation, protectUsedWithinDays: 'seven' },
      'InvalidParameterError',
      'parameter protectUsedWithinDays: expected a whole number from 0 to 365, written as a string; received "seven"',
    ],
    [
      'an empty parameter',
      { ...deactivation, selectionStrategy: '' },
      'InvalidParameterError',
      'expected LeastRecentlyUsed or Oldest; received ""',
    ],
    [
      'an unknown parameter',
      { ...deactivation, maxActiveKeys: '1' },
      'MalformedEventError',
      'received "maxActiveKeys"',
    ],
    [
      'a parameter of the other operation',
      { ...deactivation, exemptForDays: '1' },
      'MalformedEventError',
      'received "exemptForDays"',
    ],
    [
      'a dryRun of yes',
      { ...deactivation, dryRun: 'yes' },
      'MalformedEventError',
      'dryRun: expected "true" or "false"; received "yes"',
    ],
    ['a dryRun of type boolean', { ...deactivation, dryRun: true }, 'MalformedEventError', 'received true'],
    ['an empty dryRun', { ...deactivation, dryRun: '' }, 'MalformedEventError', 'received ""'],
    [
      'an automatic of yes',
      { ...deactivation, automatic: 'yes' },
      'MalformedEventError',
      'automatic: expected "true" or "false"; received "yes"',
    ],
    [
      'a keepAccessKeyId in a list',
      { ...deactivation, keepAccessKeyId: [KEY_ID] },
      'MalformedEventError',
      'keepAccessKeyId: expected the id of an access key of an IAM user',
    ],
    [
      'a keepAccessKeyId of another kind',
      { ...deactivation, keepAccessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      'MalformedEventError',
      'keepAccessKeyId: expected the id of an access key of an IAM user, AKIA…, or ""; received "ASIA',
    ],
    [
      'a keepAccessKeyId that is no text',
      { ...deactivation, keepAccessKeyId: false },
      'MalformedEventError',
      'received false',
    ],
    [
      'an execution id with other characters',
      { ...deactivation, automationExecutionId: "x'; rm -rf /" },
      'MalformedEventError',
      'automationExecutionId: expected the id of an automation execution',
    ],
    [
      'text before an execution id',
      { ...deactivation, automationExecutionId: "'; rm -rf /;4105a4fc" },
      'MalformedEventError',
      'automationExecutionId: expected the id of an automation execution',
    ],
    [
      'text before a role, which would be part of the undo command',
      { ...deactivation, automationAssumeRole: "'; rm -rf /; arn:aws:iam::111122223333:role/x" },
      'MalformedEventError',
      'automationAssumeRole: expected the ARN of a role',
    ],
    [
      'text after a role, which would be part of the undo command',
      { ...deactivation, automationAssumeRole: "arn:aws:iam::111122223333:role/x'; rm -rf /" },
      'MalformedEventError',
      'automationAssumeRole: expected the ARN of a role',
    ],
    [
      'a role that is not an ARN',
      { ...deactivation, automationAssumeRole: "role' && echo" },
      'MalformedEventError',
      'automationAssumeRole: expected the ARN of a role',
    ],
    [
      'no key',
      { operation: 'Reactivate', userId: USER_ID },
      'MalformedEventError',
      'accessKeyId: expected the id of an access key of an IAM user, AKIA…; received nothing',
    ],
    [
      'a user name for a reactivation',
      { ...reactivation, userId: 'alice' },
      'MalformedEventError',
      'userId: expected the unique id of an IAM user',
    ],
    [
      'the key id of temporary credentials',
      { ...reactivation, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' },
      'MalformedEventError',
      'received "ASIA',
    ],
    [
      'a force of yes',
      { ...reactivation, force: 'yes' },
      'MalformedEventError',
      'force: expected "true" or "false"; received "yes"',
    ],
    [
      'exemptForDays of 366',
      { ...reactivation, exemptForDays: '366' },
      'InvalidParameterError',
      'exemptForDays: expected a whole number from 0 to 365',
    ],
    [
      'a policy for a reactivation',
      { ...reactivation, rotationGraceHours: '1' },
      'MalformedEventError',
      'received "rotationGraceHours"',
    ],
  ];
  for (const [title, event, errorType, message] of invalid) {
    it(`${title} → ${errorType}`, async () => {
      const { account } = deployed();
      addUser(account, 'alice', 2);
      const error = await remediate(account, event).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(FunctionError);
      expect(error).toMatchObject({ errorType, message: expect.stringContaining(message) });
      expect(account.calls).toEqual([]);
    });
  }
});
