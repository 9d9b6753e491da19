import { describe, expect, it } from 'vitest';
import { runIn } from '../../support/cli.ts';
import { deactivate } from '../../support/remediation.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

/** An account in which a user has the id of alice as its name. */
async function withTwins() {
  const { account, environment } = await served(() => {}, { withRunbooks: true });
  const { userId: aliceId } = addUser(account, 'alice', 2);
  const [key = ''] = (await deactivate(account, aliceId)).deactivatedAccessKeyIds;
  const { userId: twinId } = addUser(account, aliceId, 2);
  const settings = { ...environment, AWS_REGION: 'us-east-1' };
  const startsBefore = account.calls.length;
  const starts = () =>
    account.calls.slice(startsBefore).filter(({ operation }) => operation === 'StartAutomationExecution');
  return { aliceId, twinId, key, starts, run: (args: readonly string[]) => runIn(settings, args) };
}

describe('a name that is the id of another user', () => {
  it.each([
    ['explain', []],
    ['remediate', ['--yes']],
    ['cleanup', ['--yes']],
    ['undo', ['KEY', '--yes']],
  ] as const)('%s: is ambiguous, and the error names both', async (command, rest) => {
    const { aliceId, twinId, key, starts, run } = await withTwins();
    const { code, err } = await run([command, aliceId, ...rest.map((word) => word.replace('KEY', key))]);
    expect({ code, err }).toEqual({
      code: 2,
      err:
        `error: expected one user; received ${aliceId}, which is the id of the user alice and the name of the user with the id ${twinId} ` +
        `in account 111122223333: give alice or ${twinId}\n`,
    });
    expect(starts()).toEqual([]);
  });

  it.each(['alice', 'twin'])('remediate: %s is named in the way that the error says', async (who) => {
    const { twinId, starts, run } = await withTwins();
    await run(['remediate', who === 'alice' ? who : twinId, '--yes']);
    expect(starts()).toHaveLength(1);
  });

  it('one user may be named by its name and by its id', async () => {
    const { account, environment } = await served(() => {}, { withRunbooks: true });
    const { userId } = addUser(account, 'alice', 2);
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    const { code } = await runIn(settings, ['remediate', 'alice', userId, '--yes']);
    expect(code).toBe(0);
  });
});
