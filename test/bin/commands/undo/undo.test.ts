import { describe, expect, it } from 'vitest';
import { deliverEvents, subscribeToEvents } from '../../../../demo/events.ts';
import { runIn, runInSandbox } from '../../../support/cli.ts';
import { deactivate } from '../../../support/remediation.ts';
import { addUser } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

describe('undo', () => {
  it('a key that is already Active: the runbook changes nothing, exempts nobody, and says so', async () => {
    const ended = await runInSandbox('undo deploy-bot AKIADEPLOYNEWEXAMPLE --yes');
    expect(ended).toEqual({
      code: 0,
      err: '1 execution: 1 with nothing to do.\n',
      out:
        'deploy-bot: AKIADEPLOYNEWEXAMPLE\n' +
        'deploy-bot: NothingToDo. AKIADEPLOYNEWEXAMPLE is Active already. The user is not exempt, and the key may be deactivated ' +
        'again. The ledger has no record of AKIADEPLOYNEWEXAMPLE. To exempt the user, set the tags: ' +
        'aws iam tag-user --user-name deploy-bot --tags Key=one-active-key:exempt-until,Value=2026-11-28 ' +
        'Key=one-active-key:exempt-reason,Value=REASON\n',
    });
  });

  it('a key that the product deactivated: the runbook sets it to Active', async () => {
    const { out } = await runInSandbox('undo old-reports AKIAREPORTS20EXAMPLE --yes --exempt-for-days 14');
    expect(out).toMatch(
      /^old-reports: Reactivated\. AKIAREPORTS20EXAMPLE is Active again\. Exempt until 2026-12-05\./m,
    );
  });
});

describe('undo of a key that somebody else deactivated', () => {
  const command = 'undo one-inactive AKIAOFF200000EXAMPLE --yes';

  it('is refused, exit code 3', async () => {
    const { code, out, err } = await runInSandbox(command);
    expect({ code, err }).toEqual({ code: 3, err: '1 execution: 1 refused by the runbook.\n' });
    expect(out).toContain(
      'one-inactive: Refused (NotDeactivatedByUs). Expected a key that One Active Key deactivated; received ' +
        'AKIAOFF200000EXAMPLE: the ledger has no record of it.',
    );
  });

  it('is done with --force, and the receipt says so', async () => {
    const { code, out } = await runInSandbox(`${command} --force`);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^one-inactive: Reactivated\. AKIAOFF200000EXAMPLE is Active again\. Force=true was given\. Expected /m,
    );
  });

  it.each([
    [
      '',
      'Set 1 access key (AKIAOFF200000EXAMPLE) of 1 user (one-inactive) to Active, and exempt the users for 7 days?',
    ],
    [
      ' --force',
      'Set 1 access key (AKIAOFF200000EXAMPLE) of 1 user (one-inactive) to Active, whoever deactivated it, and exempt the users for 7 days?',
    ],
  ])('asks before%s', async (force, question) => {
    const questions: string[] = [];
    const ask = async (text: string) => questions.push(text) === 0;
    const { code } = await runInSandbox(`undo one-inactive AKIAOFF200000EXAMPLE${force}`, { ask });
    expect({ code, questions }).toEqual({ code: 1, questions: [expect.stringContaining(`. ${question}`)] });
  });
});

describe('undo of a key that somebody else has changed since the deactivation', () => {
  async function withTouchedKey() {
    const { account, environment } = await served(() => {}, { withRunbooks: true });
    subscribeToEvents(account);
    const { userId } = addUser(account, 'alice', 2);
    const [key = ''] = (await deactivate(account, userId)).deactivatedAccessKeyIds;
    account.clock.advance(3_600_000);
    for (const status of ['Active', 'Inactive'] as const) account.backdoor.setKeyStatus(key, status);
    await deliverEvents(account);
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    return {
      key,
      undo: (...options: string[]) => runIn(settings, ['undo', 'alice', key, '--yes', ...options]),
    };
  }

  it('is refused and names who changed it; with --force it is done', async () => {
    const { key, undo } = await withTouchedKey();
    const refused = await undo();
    expect(refused.code).toBe(3);
    expect(refused.out).toContain(
      `alice: Refused (TouchedSince). arn:aws:iam::111122223333:user/operator changed the status of ${key} at `,
    );
    expect(await undo('--force')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`alice: Reactivated. ${key} is Active again.`),
    });
  });

  it('gives the runbook no parameter Force unless it is given: older runbooks do not have it', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2), {
      withRunbooks: true,
    });
    const [{ accessKeyId } = { accessKeyId: '' }] = account.backdoor.keysOf('alice');
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    for (const options of [[], ['--force']])
      await runIn(settings, ['undo', 'alice', accessKeyId, '--yes', ...options]);
    const given = account.calls
      .filter(({ operation }) => operation === 'StartAutomationExecution')
      .map(({ input }) => (input as { Parameters: Record<string, string[]> }).Parameters['Force']);
    expect(given).toEqual([undefined, ['true']]);
  });
});

describe('undo of a user that is named by its id', () => {
  const withoutListing = async () => {
    const { account, environment } = await served(() => {}, { withRunbooks: true });
    const { userId } = addUser(account, 'alice', 2);
    const [key = ''] = (await deactivate(account, userId)).deactivatedAccessKeyIds;
    account.faults.add(({ operation, principal }) =>
      operation === 'ListUsers' && principal === 'wire' ? { kind: 'deny' } : undefined,
    );
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    return { key, userId, undo: (user: string) => runIn(settings, ['undo', user, key, '--yes']) };
  };

  it('needs no iam:ListUsers', async () => {
    const { key, userId, undo } = await withoutListing();
    const { code, out } = await undo(userId);
    expect(code).toBe(0);
    expect(out).toContain(`alice: Reactivated. ${key} is Active again.`);
  });

  it('a user that is named by its name needs it', async () => {
    const { code, err } = await (await withoutListing()).undo('alice');
    expect(code).toBe(1);
    expect(err).toContain('iam:ListUsers');
  });
});
