import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../../rule/names.ts';
import { addUser, deployed } from '../support/rule.ts';
import { DEACTIVATE, operated, REACTIVATE, start } from '../support/runbooks.ts';

const USER_ID = 'AIDACKCEVSQ6C2EXAMPLE';
const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';

describe('a runbook parameter that breaks its pattern is refused before any step', () => {
  const deactivation: [string, Record<string, string>][] = [
    ['the id of a role', { IAMUserId: 'AROACLKWSDQRAOEXAMPLE' }],
    ['the id of a group', { IAMUserId: 'AGPACLKWSDQRAOEXAMPLE' }],
    ['a user name', { IAMUserId: 'alice' }],
    ['an id in lower case', { IAMUserId: USER_ID.toLowerCase() }],
    ['seven', { ProtectUsedWithinDays: 'seven' }],
    ['a leading zero', { ProtectUsedWithinDays: '07' }],
    ['366 days', { ProtectUsedWithinDays: '366' }],
    ['721 hours', { RotationGraceHours: '721' }],
    ['an exemption of no day', { ExemptionMaxDays: '0' }],
    ['a strategy in lower case', { SelectionStrategy: 'oldest' }],
    ['DryRun yes', { DryRun: 'yes' }],
    ['a role that is none', { AutomationAssumeRole: 'one-active-key-automation' }],
    ['an unknown parameter', { MaxActiveKeys: '1' }],
  ];
  it.each(deactivation)('%s', async (_title, more) => {
    const { account, ssm, role } = await operated();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, ...more };
    await expect(start(ssm, DEACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([
    ['temporary credentials', { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE' }],
    ['too many days', { ExemptForDays: '366' }],
  ])('%s', async (_title, more) => {
    const { account, ssm, role } = await operated();
    const input = { AutomationAssumeRole: role, IAMUserId: USER_ID, AccessKeyId: KEY_ID, ...more };
    await expect(start(ssm, REACTIVATE, input)).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
    expect(account.calls.filter(({ service }) => service !== 'ssm')).toEqual([]);
  });

  it.each([DEACTIVATE, REACTIVATE])('%s without the role that has no default', async (document) => {
    const { ssm } = await operated();
    await expect(start(ssm, document, { IAMUserId: USER_ID })).rejects.toMatchObject({
      name: 'InvalidAutomationExecutionParametersException',
    });
  });

  it('an empty value does not even reach Automation', async () => {
    const { ssm, role } = await operated();
    await expect(start(ssm, DEACTIVATE, { AutomationAssumeRole: role, IAMUserId: '' })).rejects.toMatchObject(
      { name: 'ValidationException' },
    );
  });
});

const TYPED = ['MalformedEventError', 'UnsupportedMessageTypeError', 'InvalidParameterError'];

/** Events that are nearly right, and events that are nothing of the kind. */
const events = fc.oneof(
  fc.jsonValue(),
  fc.record(
    {
      operation: fc.constantFrom('Deactivate', 'Reactivate', 'deactivate', null),
      userId: fc.constantFrom('alice', 'AROACLKWSDQRAOEXAMPLE', '', 7, null),
      accessKeyId: fc.constantFrom(KEY_ID, 'x', {}),
      invokingEvent: fc.oneof(fc.string(), fc.json(), fc.jsonValue()),
      ruleParameters: fc.oneof(fc.json(), fc.constant('{"protectUsedWithinDays":"seven"}')),
      resultToken: fc.constantFrom('token', '', null),
      configRuleName: fc.constantFrom('rule', 5),
      dryRun: fc.jsonValue(),
    },
    { requiredKeys: [] },
  ),
);

describe('whatever is sent to the functions', () => {
  it.each([NAMES.ruleFunction, NAMES.remediationFunction])(
    '%s answers nonsense with a typed error and calls nobody',
    async (name) => {
      const { account } = deployed();
      addUser(account, 'alice', 2);
      await fc.assert(
        fc.asyncProperty(events, async (event) => {
          const { FunctionError, Payload } = await account.functions.invoke(name, event);
          expect(FunctionError).toBe('Unhandled');
          expect(TYPED).toContain(JSON.parse(Payload).errorType);
          expect(account.calls).toEqual([]);
        }),
        { numRuns: 1_000 },
      );
    },
  );
});
