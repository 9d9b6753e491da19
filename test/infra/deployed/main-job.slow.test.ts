import { GetAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { findPython } from '../../../sandbox/automation/scripts/python.ts';
import { deployToAccount } from '../../support/deployed-account.ts';
import { iamEvent } from '../../support/iam-events.ts';
import { activeKeys } from '../../support/remediation.ts';
import { addUser, dashboard, evaluate } from '../../support/rule.ts';
import { DEACTIVATE, DELETE, outputs, REACTIVATE, start } from '../../support/runbooks.ts';
import { putOldDeactivation } from './old-deactivation.ts';

const PYTHON = findPython() ? {} : ({ withoutPython: 'passThrough' } as const);

describe('the code in the template, each function in a separate process, with the SDK over HTTP', () => {
  it('evaluates, deactivates, evaluates again and undoes the deactivation', async () => {
    const { account, stack, functions, remediationParameters } = await deployToAccount(PYTHON);
    const { ssm } = account.connect({ principal: 'operator' });
    const alice = addUser(account, 'a+b=c,d.e@f-g_h', 2);
    addUser(account, 'bob', 1);
    addUser(account, 'carol', 0);
    const [used = '', neverUsed = ''] = alice.keys;

    await evaluate(account);
    expect(dashboard(account)).toEqual({
      'a+b=c,d.e@f-g_h': 'NON_COMPLIANT',
      bob: 'COMPLIANT',
      carol: 'COMPLIANT',
    });

    const execution = await start(ssm, DEACTIVATE, remediationParameters(alice.userId));
    expect(outputs(execution)).toMatchObject({
      Outcome: 'Deactivated',
      KeptAccessKeyId: used,
      DeactivatedAccessKeyIds: neverUsed,
    });
    expect(activeKeys(account, 'a+b=c,d.e@f-g_h')).toEqual([used]);
    expect(await account.configRules.runStarted()).toEqual([NAMES.configRule]);
    expect(dashboard(account)).toMatchObject({ 'a+b=c,d.e@f-g_h': 'COMPLIANT' });

    const { AutomationAssumeRole = '', IAMUserId = '' } = remediationParameters(alice.userId);
    const undo = { AutomationAssumeRole, IAMUserId, AccessKeyId: neverUsed };
    expect(outputs(await start(ssm, REACTIVATE, undo))).toMatchObject({ Outcome: 'Reactivated' });
    expect(activeKeys(account, 'a+b=c,d.e@f-g_h').toSorted()).toEqual([used, neverUsed].toSorted());
    expect(await account.trail.deliver()).toEqual([]);
    const kinds = account.tables.itemsOf(stack.outputs['LedgerTable'] ?? '').map(({ pk }) => pk);
    // The undo and the events leave the user to be evaluated within the minute.
    expect(kinds).toEqual(
      ['CHANGED', 'KEY', 'PENDING', 'RECEIPT', 'RECEIPT', 'RULE', 'SCHEDULED', 'TOUCHED', 'TOUCHED'].map(
        (S) => ({
          S,
        }),
      ),
    );

    expect(functions[NAMES.ruleFunction]?.log().map((line) => JSON.parse(line))).toMatchObject([
      { configRuleName: NAMES.configRule, users: 3, NON_COMPLIANT: 1, failures: 0 },
      { kind: 'targeted', users: 1, COMPLIANT: 1, failures: 0 },
    ]);
    expect(functions[NAMES.remediationFunction]?.log().map((line) => JSON.parse(line))).toMatchObject([
      { operation: 'Deactivate', outcome: 'Deactivated' },
      { operation: 'Reactivate', outcome: 'Reactivated' },
    ]);
  });

  it('with a role path, the receipt and the daily pass name the automation role with its path', async () => {
    const RolePath = '/security/keys/';
    const deployed = await deployToAccount(PYTHON, { parameters: { RolePath } });
    const { account, remediationParameters, runDailyPass } = deployed;
    const { ssm } = account.connect({ principal: 'operator' });
    const alice = addUser(account, 'alice', 2);
    const execution = await start(ssm, DEACTIVATE, remediationParameters(alice.userId));
    const role = 'arn:aws:iam::111122223333:role/security/keys/one-active-key-automation';
    expect(outputs(execution)['Undo']).toContain(`"AutomationAssumeRole":["${role}"]`);

    putOldDeactivation(deployed, { ...alice, key: alice.keys[1] ?? '' });
    const { started } = JSON.parse((await runDailyPass()).Payload);
    const deletion = await account
      .connect({ principal: 'operator' })
      .ssm.send(
        new GetAutomationExecutionCommand({ AutomationExecutionId: started[0].automationExecutionId }),
      );
    expect(deletion.AutomationExecution?.Parameters).toMatchObject({ AutomationAssumeRole: [role] });
  });

  it('deletes after a soak, by hand and by the schedule, and only keys on record', async () => {
    const deployed = await deployToAccount(PYTHON);
    const { account, remediationParameters, runDailyPass } = deployed;
    const { ssm } = account.connect({ principal: 'operator' });
    const users = ['a+b=c,d.e@f-g_h', 'alice', 'bob'].map((name) => addUser(account, name, 2));
    for (const user of users) {
      const [, key = ''] = user.keys;
      account.backdoor.setKeyStatus(key, 'Inactive');
      if (user.userName !== 'bob') putOldDeactivation(deployed, { ...user, key });
    }
    const [unusual] = users;
    const { AutomationAssumeRole = '', IAMUserId = '' } = remediationParameters(unusual?.userId ?? '');
    const execution = await start(ssm, DELETE, { AutomationAssumeRole, IAMUserId });
    expect(outputs(execution)).toMatchObject({
      Outcome: 'Deleted',
      UserName: 'a+b=c,d.e@f-g_h',
      DeletedAccessKeyIds: unusual?.keys[1],
    });

    const { FunctionError, Payload } = await runDailyPass();
    expect(FunctionError).toBeUndefined();
    expect(JSON.parse(Payload)).toMatchObject({
      operation: 'DailyPass',
      usersOnRecord: 1,
      settled: [],
      started: [{ userId: users[1]?.userId }],
    });
    expect(users.map(({ userName }) => account.backdoor.keysOf(userName).length)).toEqual([1, 1, 2]);
  });

  it('evaluates soon after a change', async () => {
    const { account } = await deployToAccount(PYTHON);
    addUser(account, 'alice', 2);
    const result = await account.functions.invoke(NAMES.reevaluationFunction, iamEvent('CreateAccessKey'));
    expect(result.FunctionError).toBeUndefined();
    account.clock.advance(120_000);
    expect(await account.scheduler.fireDue()).toEqual([]);
    expect(await account.configRules.runStarted()).toEqual([NAMES.configRule]);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
  });

  it('decides by the parameters of the stack', async () => {
    const { account, remediationParameters } = await deployToAccount(PYTHON, {
      parameters: { RotationGraceHours: '720', SelectionStrategy: 'Oldest', ProtectUsedWithinDays: '0' },
    });
    const alice = addUser(account, 'alice', 3);
    await evaluate(account);
    expect(dashboard(account)).toEqual({ alice: 'NON_COMPLIANT' });
    const { ssm } = account.connect({ principal: 'operator' });
    const { KeptAccessKeyId, DeactivatedAccessKeyIds = '' } = outputs(
      await start(ssm, DEACTIVATE, remediationParameters(alice.userId)),
    );
    expect(activeKeys(account, 'alice')).toEqual([KeptAccessKeyId]);
    expect(DeactivatedAccessKeyIds.split(', ')).toHaveLength(2);
  });

  it('fails the execution with the function’s own message if AWS denies a call', async () => {
    const { account, remediationParameters } = await deployToAccount(PYTHON);
    const alice = addUser(account, 'alice', 2);
    account.faults.add(({ operation }) => (operation === 'UpdateAccessKey' ? { kind: 'deny' } : undefined));
    const { ssm } = account.connect({ principal: 'operator' });
    const execution = await start(ssm, DEACTIVATE, remediationParameters(alice.userId));
    expect(execution.AutomationExecutionStatus).toBe('Failed');
    expect(execution.FailureMessage).toContain('AccessDenied');
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });

  it('returns the name of its own error for a malformed event', async () => {
    const { account } = await deployToAccount(PYTHON);
    const { FunctionError, Payload } = await account.functions.invoke(NAMES.ruleFunction, {});
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Payload)).toMatchObject({
      errorType: 'MalformedEventError',
      errorMessage: expect.stringContaining('invokingEvent: expected a text; received nothing'),
      // The code in the template keeps the names of functions, so that people can read a stack trace.
      trace: expect.arrayContaining([expect.stringMatching(/at parseInvocation \(.*index\.js:/)]),
    });
  });
});
