import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { addUser, evaluate } from '../support/rule.ts';
import { operatedAccount } from '../support/runbooks.ts';
import {
  chooseAction,
  deliverFindings,
  deploySecurityHub,
  findingFor,
  invokeSecurityHub,
  shownFor,
} from '../support/security-hub.ts';

/*
 * Each call of the function, with each fault, once and always: nothing is written that AWS Config did not
 * say, and when the fault is over and Lambda tries the event again, everything is as if there had been none.
 */

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['denied', { kind: 'deny' }],
  ['throttled', { kind: 'throttle' }],
  ['failing', { kind: 'fail', applied: false }],
  ['applied, with a lost answer', { kind: 'fail', applied: true }],
  ['reset', { kind: 'reset', applied: false }],
  ['applied, then reset', { kind: 'reset', applied: true }],
  ['answered with an empty answer', { kind: 'answer', output: {} }],
  [
    'answered with malformed items',
    {
      kind: 'answer',
      output: {
        Findings: [7],
        EvaluationResults: [{}, null],
        ConfigRules: [{}],
        ProcessedFindings: [{}],
        User: {},
      },
    },
  ],
];

const NOTE_CALLS = [
  'DescribeConfigRules',
  'GetUser',
  'GetComplianceDetailsByResource',
  'GetFindings',
  'BatchUpdateFindings',
];
const ACTION_CALLS = ['DescribeConfigRules', 'GetUser', 'StartAutomationExecution'];

/** An account with a new finding of alice, which has the ARN of the user and no details. */
async function withEvent() {
  const { account } = await operatedAccount({}, { runScript: readPayloadDirectly });
  const lines = deploySecurityHub(account);
  addUser(account, 'alice', 2);
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  const [event] = account.securityHub.takeEvents();
  const withoutDetails = (each = event) => ({
    ...each,
    detail: {
      findings: (each?.detail.findings ?? []).map(({ Resources = [], ...finding }) => ({
        ...finding,
        Resources: Resources.map(({ Details: _, ...resource }) => resource),
      })),
    },
  });
  const fault = (operation: string, given: Fault, isOnce: boolean) => {
    let left = isOnce ? 1 : Number.POSITIVE_INFINITY;
    return account.faults.add((call) => {
      const isMeant = call.operation === operation && call.principal === NAMES.securityHubFunction;
      return isMeant && left-- > 0 ? given : undefined;
    });
  };
  return { account, lines, event: withoutDetails(), withoutDetails, fault };
}

const TIMES = [
  ['once', true],
  ['always', false],
] as const;

describe.each(NOTE_CALLS)('a note, with %s', (operation) => {
  const cases = FAULTS.flatMap(([title, fault]) =>
    TIMES.map(([times, isOnce]) => [`${title}, ${times}`, fault, isOnce] as const),
  );
  it.each(cases)('%s', async (_, given, isOnce) => {
    const { account, event, fault } = await withEvent();
    const end = fault(operation, given, isOnce);
    await invokeSecurityHub(account, event).catch(() => undefined);
    const [, note] = shownFor(account, 'alice');
    expect(note ?? 'NON_COMPLIANT as of ').toMatch(/^NON_COMPLIANT as of /);
    end();
    await invokeSecurityHub(account, event);
    await deliverFindings(account);
    expect(shownFor(account, 'alice')).toEqual([
      'NEW',
      expect.stringMatching(/^NON_COMPLIANT as of .*deactivate AKIA/),
      'one-active-key',
    ]);
  });
});

describe.each(ACTION_CALLS)('a chosen action, with %s', (operation) => {
  it.each(FAULTS)('%s: one execution for the event, whatever the retries', async (_, given) => {
    const { account, withoutDetails, fault } = await withEvent();
    const [chosen] = chooseAction(account, 'alice');
    const end = fault(operation, given, false);
    await invokeSecurityHub(account, withoutDetails(chosen)).catch(() => undefined);
    end();
    const line = await invokeSecurityHub(account, withoutDetails(chosen));
    expect(line.chosen).toMatchObject([{ findingId: findingFor(account, 'alice').Id }]);
    const active = account.backdoor.keysOf('alice').filter(({ status }) => status === 'Active');
    expect(active).toHaveLength(1);
    const tokens = account.calls
      .filter((call) => call.operation === 'StartAutomationExecution')
      .map(({ input }) => (input as { readonly ClientToken: string }).ClientToken);
    expect(new Set(tokens).size).toBe(1);
  });
});

describe('a call that fails for good makes the function fail, so that the alarm tells', () => {
  it.each(
    NOTE_CALLS.flatMap((operation) =>
      FAULTS.slice(0, 3).map(([title, given]) => [operation, title, given] as const),
    ),
  )('%s %s', async (operation, _, given) => {
    const { account, event, fault, lines } = await withEvent();
    fault(operation, given, false);
    await expect(invokeSecurityHub(account, event)).rejects.toThrow(
      /^1 of 1 findings failed; the first one, arn:/,
    );
    expect(lines).toMatchObject([{ failed: [findingFor(account, 'alice').Id], updated: [] }]);
  });
});
