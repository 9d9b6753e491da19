import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { runIn } from '../support/cli.ts';
import { deactivate } from '../support/remediation.ts';
import { served } from '../support/served-account.ts';

/** A user with a surplus key by the default parameters, and without one by a grace period of 720 hours. */
function addRotatingUser(account: SandboxAccount): void {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * 86_400_000);
  account.backdoor.createUser({ userName: 'rotating' });
  account.backdoor.createAccessKey('rotating', { createdAt: daysAgo(300) });
  account.backdoor.createAccessKey('rotating', { createdAt: daysAgo(20) });
}

/** Deactivates the surplus key of the user by the default parameters; returns its id. */
async function deactivateSurplusKey(account: SandboxAccount): Promise<string> {
  const [{ userId } = { userId: '' }] = account.backdoor.users();
  const { deactivatedAccessKeyIds } = await deactivate(account, userId);
  return deactivatedAccessKeyIds.join();
}

const parameters = { rotationGraceHours: '720', exemptionMaxDays: '3', reporting: 'Changes' };

async function account(options: Parameters<typeof served>[1] = {}) {
  const { environment, ...rest } = await served(addRotatingUser, {
    parameters,
    withRunbooks: true,
    ...options,
  });
  return { ...rest, environment: { ...environment, AWS_REGION: 'us-east-1' } };
}

describe('the parameters of the deployed rule', () => {
  it.each(['preview', 'verify'])(
    '%s: uses the defaults without --as-deployed, and the deployed parameters with it',
    async (command) => {
      const { environment } = await account();
      const byDefault = await runIn(environment, [command]);
      expect(byDefault.out).toContain('0 COMPLIANT, 1 NON_COMPLIANT');
      const asDeployed = await runIn(environment, [command, '--as-deployed']);
      expect(asDeployed).toMatchObject({ code: 0, err: '' });
      expect(asDeployed.out).toContain('1 COMPLIANT, 0 NON_COMPLIANT');
    },
  );

  it('remediate uses the deployed parameters, like the button on the dashboard', async () => {
    const { environment } = await account();
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^rotating: NothingToDo\. /m),
    });
    expect(err).toMatch(/^Parameters: .* rotationGraceHours=720 .* exemptionMaxDays=3\n/);
  });

  it('remediate does nothing if the rule is not deployed, since its parameters are unknown', async () => {
    const { account: sandbox, environment } = await account({ withoutRule: true });
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The rule is not deployed in us-east-1: [^\n]+\n$/);
    expect(sandbox.calls.map(({ operation }) => operation)).not.toContain('StartAutomationExecution');
  });

  it('undo exempts the user for no longer than the rule allows', async () => {
    const { account: sandbox, environment } = await account();
    const key = await deactivateSurplusKey(sandbox);
    const { code, out, err } = await runIn(environment, ['undo', 'rotating', key, '--yes']);
    expect({ code, err }).toEqual({ code: 0, err: '1 execution: 1 succeeded.\n' });
    const until = new Date(sandbox.clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(out).toContain(`Exempt until ${until}, as long as exemptionMaxDays allows.`);
  });

  it.each([
    ['is not deployed', { withoutRule: true }, () => {}, 'The rule is not deployed in us-east-1'],
    [
      'cannot be read',
      {},
      ({ faults }: SandboxAccount) =>
        faults.add(({ operation }) => (operation === 'DescribeConfigRules' ? { kind: 'deny' } : undefined)),
      'These credentials do not have the permission',
    ],
  ])('undo uses the limit of the runbook if the rule %s', async (_, options, change, reason) => {
    const { account: sandbox, environment } = await account(options);
    change(sandbox);
    const key = await deactivateSurplusKey(sandbox);
    const { code, out, err } = await runIn(environment, ['undo', 'rotating', key, '--yes']);
    expect(err).toContain(
      `The rule's exemptionMaxDays could not be read, so the default of the runbook applies. ${reason}`,
    );
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Exempt until') });
  });

  it('no Region is set: one line of advice', async () => {
    const { environment } = await served(addRotatingUser);
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^No AWS Region was found: set AWS_REGION, or give --region\. .*\n$/);
  });
});
