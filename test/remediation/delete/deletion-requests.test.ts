import { describe, expect, it } from 'vitest';
import { parseRequest } from '../../../remediation/parse-request.ts';

const deletion = { operation: 'DeleteDeactivated', userId: 'AIDACKCEVSQ6C2EXAMPLE' };
const pass = { operation: 'DailyPass' };

describe('deletion requests', () => {
  it('DeleteDeactivated with a user ID only → fourteen days', () => {
    expect(parseRequest(deletion)).toEqual({
      ...deletion,
      soakDays: 14,
      isDryRun: false,
      automationExecutionId: '',
    });
  });

  it('DeleteDeactivated as the runbook sends it', () => {
    const execution = { automationExecutionId: '4105a4fc-f944-11e6-9d32-0a1b2c3d4950' };
    expect(parseRequest({ ...deletion, ...execution, soakDays: '365', dryRun: 'true' })).toEqual({
      ...deletion,
      ...execution,
      soakDays: 365,
      isDryRun: true,
    });
  });

  it.each([
    ['without a soak → no key is deleted', {}, undefined, false],
    [
      'as the schedule sends it if keys are deleted daily',
      { soakDays: '30', remediation: 'Manual' },
      30,
      false,
    ],
    [
      'as the schedule sends it if keys are deactivated automatically',
      { remediation: 'Automatic' },
      undefined,
      true,
    ],
  ])('DailyPass %s', (_, parameters, soakDays, isAutomatic) => {
    expect(parseRequest({ ...pass, ...parameters })).toEqual({
      ...pass,
      soakDays,
      isAutomatic,
      automationExecutionId: '',
    });
  });

  it.each([
    ['a user name', { ...deletion, userId: 'alice' }, 'userId: expected the unique id of an IAM user'],
    [
      'a soak of 0 days',
      { ...deletion, soakDays: '0' },
      'parameter soakDays: expected a whole number from 1 to 365',
    ],
    ['a dryRun of yes', { ...deletion, dryRun: 'yes' }, 'dryRun: expected "true" or "false"; received "yes"'],
    [
      'an execution ID with other characters',
      { ...deletion, automationExecutionId: "x'; rm -rf /" },
      'automationExecutionId: expected the id of an automation execution',
    ],
    [
      'a user ID in DailyPass',
      { ...pass, userId: deletion.userId },
      'field: expected one of operation, soakDays, remediation; received "userId"',
    ],
    [
      'a remediation of None in DailyPass',
      { ...pass, remediation: 'None' },
      'parameter remediation: expected Manual or Automatic; received "None"',
    ],
    [
      'a soak of 366 days in DailyPass',
      { ...pass, soakDays: '366' },
      'parameter soakDays: expected a whole number from 1 to 365',
    ],
  ])('%s: an error that says what was expected', (_, event, message) => {
    expect(() => parseRequest(event)).toThrow(message);
  });
});
