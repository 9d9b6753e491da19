import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { runIn } from '../support/cli.ts';
import { served } from '../support/served-account.ts';

const OLD_KEY = 'AKIAIOSFODNN7EXAMPLE';

/** Two keys, of which one goes by the defaults; by a grace of 720 hours nothing does. */
function addRotating(account: SandboxAccount): void {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * 86_400_000);
  account.backdoor.createUser({ userName: 'rotating' });
  account.backdoor.createAccessKey('rotating', { accessKeyId: OLD_KEY, createdAt: daysAgo(300) });
  account.backdoor.createAccessKey('rotating', { createdAt: daysAgo(20) });
}

const parameters = { rotationGraceHours: '720', exemptionMaxDays: '3', reporting: 'Changes' };

async function account(options: Parameters<typeof served>[1] = {}) {
  const { environment, ...others } = await served(addRotating, {
    parameters,
    withRunbooks: true,
    ...options,
  });
  return { ...others, environment: { ...environment, AWS_REGION: 'us-east-1' } };
}

describe('as the rule is deployed', () => {
  it.each(['preview', 'verify'])('%s: by the defaults, unless --as-deployed', async (command) => {
    const { environment } = await account();
    const byDefault = await runIn(environment, [command]);
    expect(byDefault.out).toContain('0 COMPLIANT, 1 NON_COMPLIANT');
    const asDeployed = await runIn(environment, [command, '--as-deployed']);
    expect(asDeployed).toMatchObject({ code: 0, err: '' });
    expect(asDeployed.out).toContain('1 COMPLIANT, 0 NON_COMPLIANT');
  });

  it('remediate does what the button on the dashboard would do', async () => {
    const { environment } = await account();
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^rotating: NothingToDo\. /m),
    });
    expect(err).toMatch(/^Parameters: .* rotationGraceHours=720 .* exemptionMaxDays=3\n/);
  });

  it('remediate does nothing where no rule says by which parameters', async () => {
    const { account: untouched, environment } = await account({ withoutRule: true });
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^The rule is not deployed in us-east-1: [^\n]+\n$/);
    expect(untouched.calls.map(({ operation }) => operation)).not.toContain('StartAutomationExecution');
  });

  it('undo exempts for no longer than the rule allows', async () => {
    const { account: changed, environment } = await account();
    changed.backdoor.setKeyStatus(OLD_KEY, 'Inactive');
    const { code, out, err } = await runIn(environment, ['undo', 'rotating', OLD_KEY, '--yes']);
    expect({ code, err }).toEqual({ code: 0, err: '1 execution: 1 succeeded.\n' });
    const until = new Date(changed.clock.now().getTime() + 3 * 86_400_000).toISOString().slice(0, 10);
    expect(out).toContain(`Exempt until ${until}, as long as exemptionMaxDays allows.`);
  });

  it.each([
    ['is gone', { withoutRule: true }, () => {}, 'The rule is not deployed in us-east-1'],
    [
      'may not be read',
      {},
      ({ faults }: SandboxAccount) =>
        faults.add(({ operation }) => (operation === 'DescribeConfigRules' ? { kind: 'deny' } : undefined)),
      'These credentials may not do that',
    ],
  ])('undo does not wait for a rule that %s', async (_, options, break_, reason) => {
    const { account: changed, environment } = await account(options);
    break_(changed);
    const { code, out, err } = await runIn(environment, ['undo', 'rotating', OLD_KEY, '--yes']);
    expect(err).toContain(
      `The runbook's own limit for an exemption counts, since the rule's is not known. ${reason}`,
    );
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Exempt until') });
  });

  it('a Region that nobody named: one line with what to do', async () => {
    const { environment } = await served(addRotating);
    const { code, out, err } = await runIn(environment, ['remediate', 'rotating', '--yes']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^No AWS Region was found: set AWS_REGION, or give --region\. .*\n$/);
  });
});
