import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { addUser, evaluate } from '../support/rule.ts';
import { operatedAccount } from '../support/runbooks.ts';
import {
  chooseAction,
  deliverFindings,
  deploySecurityHub,
  evaluateAndDeliver,
  findingFor,
  invokeSecurityHub,
  shownFor,
} from '../support/security-hub.ts';

/** An account with the runbooks, in which three users have findings; the function has enriched them. */
async function withFindings(parameters: Readonly<Record<string, string>> = {}) {
  const { account } = await operatedAccount({}, { runScript: readPayloadDirectly }, { parameters });
  deploySecurityHub(account);
  const users = Object.fromEntries(
    ['alice', 'bob', 'one'].map((name) => [name, addUser(account, name, name === 'one' ? 1 : 2)]),
  );
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  await deliverFindings(account);
  const active = (name: string) =>
    account.backdoor.keysOf(name).filter(({ status }) => status === 'Active').length;
  const starts = () => account.calls.filter(({ operation }) => operation === 'StartAutomationExecution');
  return { account, users, active, starts };
}

describe('the custom action', () => {
  it('starts our runbook for the user of the finding, and the finding is resolved', async () => {
    const { account, users, active, starts } = await withFindings();
    const [event] = chooseAction(account, 'alice');
    const line = await invokeSecurityHub(account, event);
    expect(line.chosen).toEqual([
      {
        findingId: findingFor(account, 'alice').Id,
        userId: users['alice']?.userId,
        automationExecutionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ]);
    expect(starts()).toMatchObject([
      {
        principal: NAMES.securityHubFunction,
        input: {
          DocumentName: 'OneActiveKey-DeactivateSurplusAccessKeys',
          Parameters: {
            AutomationAssumeRole: ['arn:aws:iam::111122223333:role/one-active-key-automation'],
            IAMUserId: [users['alice']?.userId],
            SelectionStrategy: ['LeastRecentlyUsed'],
            RotationGraceHours: ['24'],
            ProtectUsedWithinDays: ['7'],
            ExemptionMaxDays: ['90'],
          },
        },
      },
    ]);
    expect([active('alice'), active('bob')]).toEqual([1, 2]);
    await evaluateAndDeliver(account);
    expect(shownFor(account, 'alice').slice(0, 2)).toEqual([
      'RESOLVED',
      expect.stringMatching(/^COMPLIANT as of/),
    ]);
  });

  it('decides by the parameters of the rule, as the button of AWS Config does', async () => {
    const { account, starts } = await withFindings({ selectionStrategy: 'Oldest', exemptionMaxDays: '30' });
    for (const event of chooseAction(account, 'alice')) await invokeSecurityHub(account, event);
    expect(starts()).toMatchObject([
      { input: { Parameters: { SelectionStrategy: ['Oldest'], ExemptionMaxDays: ['30'] } } },
    ]);
  });

  it('for several findings starts one runbook for each user', async () => {
    const { account, active } = await withFindings();
    for (const event of chooseAction(account, 'alice', 'bob')) await invokeSecurityHub(account, event);
    expect([active('alice'), active('bob')]).toEqual([1, 1]);
  });

  it('delivered twice, or with the finding twice, starts one execution', async () => {
    const { account, starts } = await withFindings();
    const [event] = chooseAction(account, 'alice');
    const findings = [...(event?.detail.findings ?? []), ...(event?.detail.findings ?? [])];
    const first = await invokeSecurityHub(account, { ...event, detail: { findings } });
    const second = await invokeSecurityHub(account, event);
    const ids = [...first.chosen, ...second.chosen].map((each) =>
      'automationExecutionId' in each ? each.automationExecutionId : each.left,
    );
    expect(new Set(ids).size).toBe(1);
    const tokens = starts().map(({ input }) => (input as { readonly ClientToken: string }).ClientToken);
    expect(new Set(tokens).size).toBe(1);
  });

  it('chosen once more is another event, and the runbook decides anew', async () => {
    const { account, active, starts } = await withFindings();
    for (const event of [...chooseAction(account, 'alice'), ...chooseAction(account, 'alice')])
      await invokeSecurityHub(account, event);
    const tokens = starts().map(({ input }) => (input as { readonly ClientToken: string }).ClientToken);
    expect(new Set(tokens).size).toBe(2);
    expect(active('alice')).toBe(1);
  });

  it('for a user that complies starts a runbook that does nothing', async () => {
    const { account, active } = await withFindings();
    for (const event of chooseAction(account, 'one')) await invokeSecurityHub(account, event);
    expect(active('one')).toBe(1);
  });

  it.each([
    ['of another account, as an administrator account sees it', { AwsAccountId: '444455556666' }, 'NotOurs'],
    [
      'of another product',
      { ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/securityhub' },
      'NotOurs',
    ],
    ['of another rule', { Title: 'iam-user-mfa-enabled' }, 'NotOurs'],
    ['without a user', { Resources: [] }, 'UnknownUser'],
  ])('for a finding %s starts nothing, and names it', async (_, change, left) => {
    const { account, starts } = await withFindings();
    const [event] = chooseAction(account, 'alice');
    const findings = [{ ...event?.detail.findings[0], ...change }];
    const line = await invokeSecurityHub(account, { ...event, detail: { findings } });
    expect(line.chosen).toEqual([{ findingId: findingFor(account, 'alice').Id, left }]);
    expect(starts()).toEqual([]);
  });

  it('for more findings than the console can send starts nothing', async () => {
    const { account, starts } = await withFindings();
    const [event] = chooseAction(account, 'alice');
    const findings = Array(21).fill(event?.detail.findings[0]);
    await expect(invokeSecurityHub(account, { ...event, detail: { findings } })).rejects.toThrow(
      'expected a custom action for at most 20 findings; received 21. No runbook was started',
    );
    expect(starts()).toEqual([]);
  });

  it('whose runbook cannot be started fails, and the others are started', async () => {
    const { account, users, active } = await withFindings();
    const events = chooseAction(account, 'alice', 'bob');
    const findings = events.flatMap(({ detail }) => detail.findings);
    account.faults.add(({ operation, input }) =>
      operation === 'StartAutomationExecution' &&
      JSON.stringify(input).includes(users['alice']?.userId ?? 'x')
        ? { kind: 'deny' }
        : undefined,
    );
    await expect(invokeSecurityHub(account, { ...events[0], detail: { findings } })).rejects.toThrow(
      /^1 of 2 findings failed/,
    );
    expect([active('alice'), active('bob')]).toEqual([2, 1]);
  });
});
