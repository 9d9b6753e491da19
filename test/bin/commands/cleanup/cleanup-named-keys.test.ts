import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deliverEvents } from '../../../../demo/events.ts';
import { DAY_MS } from '../../../../policy/policy.ts';
import { NAMES } from '../../../../product/names.ts';
import { type DecidedAccount, decidedAccount } from '../../../support/decided-account.ts';
import { deactivate } from '../../../support/remediation.ts';

const TABLE = ['--ledger-table', NAMES.sandboxLedger];

/** Accounts in which the decisions about alice and bob are carried out, and the soak is over. */
async function soaked(names: readonly string[] = ['alice', 'bob', 'carol']): Promise<DecidedAccount> {
  const decided = await decidedAccount(names);
  const { account, keys, file, receipts, decide, run } = decided;
  decide({ alice: { keep: keys['alice']?.[0] ?? '' }, bob: { keep: keys['bob']?.[1] ?? '' } });
  await run(['remediate', '--decisions', file, '--yes', '--receipts', receipts]);
  await deliverEvents(account);
  account.clock.advance(20 * DAY_MS);
  return decided;
}

const keysLeft = ({ account }: DecidedAccount, user: string) =>
  account.backdoor.keysOf(user).map(({ accessKeyId }) => accessKeyId);

describe.each(['--decisions', '--receipts'] as const)('cleanup %s', (option) => {
  const fileOf = ({ file, receipts }: DecidedAccount) => (option === '--decisions' ? file : receipts);

  it('shows the keys whose soak is over, asks, deletes them, and writes receipts', async () => {
    const decided = await soaked();
    const { keys, run, receipts } = decided;
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    const output = `${receipts}.new.json`;
    const args = ['cleanup', option, fileOf(decided), '--output', output, ...TABLE];
    const { code, out } = await run(args, { ask });
    const [, idle] = keys['alice'] ?? [];
    const [used] = keys['bob'] ?? [];
    expect(code).toBe(0);
    expect(questions.join()).toContain(
      `Delete permanently 2 access keys (${idle}, ${used}) of 2 users (alice, bob), deactivated 14 days ago or earlier?`,
    );
    expect(out).toMatch(
      new RegExp(`^alice: to be deleted: ${idle}\nbob: to be deleted: ${used}\nalice: Deleted\\. `),
    );
    expect([keysLeft(decided, 'alice'), keysLeft(decided, 'bob')]).toEqual([
      [keys['alice']?.[0]],
      [keys['bob']?.[1]],
    ]);
    expect(keysLeft(decided, 'carol')).toHaveLength(2);
    expect(JSON.parse(readFileSync(output, 'utf8')).receipts).toHaveLength(2);
  });

  it('a name that was edited: the question has the name that IAM has', async () => {
    const decided = await soaked();
    const file = fileOf(decided);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/\balice\b/g, 'innocent'));
    const questions: string[] = [];
    const ask = async (question: string) => Boolean(questions.push(question));
    const { out } = await decided.run(['cleanup', option, file, ...TABLE], { ask });
    expect(questions.join()).toContain(' of 2 users (alice, bob), ');
    expect(out).not.toContain('innocent');
  });

  it('again: nothing to do', async () => {
    const decided = await soaked();
    await decided.run(['cleanup', option, fileOf(decided), '--yes', ...TABLE]);
    const { code, out } = await decided.run(['cleanup', option, fileOf(decided), ...TABLE]);
    expect(code).toBe(0);
    expect(out).toMatch(/^alice: nothing to do: AKIA\w+ is deleted already\.\nbob: .*\nNothing to do\.\n$/);
  });

  it('--soak-days: the keys soak', async () => {
    const decided = await soaked();
    const { code, out } = await decided.run([
      'cleanup',
      option,
      fileOf(decided),
      '--soak-days',
      '30',
      ...TABLE,
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/^alice: nothing to do: AKIA\w+ soaks until 2026-\S+Z\.\n/);
  });

  it('--dry-run deletes nothing', async () => {
    const decided = await soaked();
    const args = ['cleanup', option, fileOf(decided), '--dry-run', ...TABLE];
    const { code, out } = await decided.run(args, { ask: () => Promise.reject() });
    expect(code).toBe(0);
    expect(out).toMatch(/^alice: Planned\. /m);
    expect(keysLeft(decided, 'alice')).toHaveLength(2);
  });

  it('a key that was given back is refused, the others go on: exit code 3', async () => {
    const decided = await soaked();
    const { keys, run, receipts } = decided;
    await run(['undo', 'alice', keys['alice']?.[1] ?? '', '--yes']);
    expect(receipts).toBeTruthy();
    const { code, out } = await run(['cleanup', option, fileOf(decided), '--yes', ...TABLE]);
    expect(code).toBe(3);
    expect(out).toMatch(
      new RegExp(`^alice: refused: the ledger has ${keys['alice']?.[1]} as undone\\.$`, 'm'),
    );
    expect(out).toMatch(/^bob: Deleted\. /m);
    expect(keysLeft(decided, 'alice')).toHaveLength(2);
  });

  it('without --ledger-table: the ledger of the stack is read', async () => {
    const decided = await soaked();
    expect(await decided.run(['cleanup', option, fileOf(decided), '--yes'])).toMatchObject({ code: 0 });
    expect(keysLeft(decided, 'alice')).toHaveLength(1);
  });
});

describe('a file that was tampered with deletes nothing that it did not deactivate', () => {
  /** carol's key was deactivated by somebody else's execution, and its soak is over, too. */
  async function withForeignKey() {
    const decided = await soaked();
    const { account } = decided;
    const carol = account.backdoor.users().find(({ userName }) => userName === 'carol');
    const receipt = await deactivate(account, carol?.userId ?? '');
    await deliverEvents(account);
    account.clock.advance(20 * DAY_MS);
    return { decided, userId: carol?.userId ?? '', key: receipt.deactivatedAccessKeyIds[0] ?? '' };
  }

  it('receipts that name another user and its key', async () => {
    const { decided, userId, key } = await withForeignKey();
    const { receipts: file, run } = decided;
    const content = JSON.parse(readFileSync(file, 'utf8'));
    const [first] = content.receipts;
    const forged = { ...first, userId, outputs: { ...first.outputs, DeactivatedAccessKeyIds: key } };
    writeFileSync(file, JSON.stringify({ ...content, receipts: [forged] }));
    const { code, out } = await run(['cleanup', '--receipts', file, '--yes', ...TABLE]);
    expect(code).toBe(3);
    expect(out).toMatch(
      new RegExp(
        `^carol: refused: the runbook would delete ${key}, which the ledger has as deactivated by execution`,
      ),
    );
    expect(keysLeft(decided, 'carol')).toHaveLength(2);
  });

  it('receipts that name an active key', async () => {
    const { decided } = await withForeignKey();
    const { receipts: file, run, keys } = decided;
    const text = readFileSync(file, 'utf8').replaceAll(keys['alice']?.[1] ?? '', keys['alice']?.[0] ?? '');
    writeFileSync(file, text);
    const { code, out } = await run(['cleanup', '--receipts', file, '--yes', ...TABLE]);
    expect(code).toBe(3);
    expect(out).toMatch(/^alice: refused: the runbook would delete AKIA/);
    expect(keysLeft(decided, 'alice')).toHaveLength(2);
  });

  it('decisions with another key to keep', async () => {
    const { decided, key } = await withForeignKey();
    const { file, run, decide, keys } = decided;
    const [used = '', idle = ''] = keys['carol'] ?? [];
    decide({ carol: { keep: key === used ? used : idle } });
    const { code, out } = await run(['cleanup', '--decisions', file, '--yes', ...TABLE]);
    expect(code).toBe(3);
    expect(out).toMatch(/^carol: refused: the runbook would delete AKIA/m);
    expect(keysLeft(decided, 'carol')).toHaveLength(2);
  });

  it('receipts of another account, and decisions about one', async () => {
    const { decided } = await withForeignKey();
    const { file, receipts, run } = decided;
    writeFileSync(receipts, readFileSync(receipts, 'utf8').replaceAll('111122223333', '444455556666'));
    expect(await run(['cleanup', '--receipts', receipts, '--yes', ...TABLE])).toMatchObject({
      code: 2,
      out: '',
    });
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('111122223333', '444455556666'));
    const { code, out, err } = await run(['cleanup', '--decisions', file, '--yes', ...TABLE]);
    expect({ code, out }).toEqual({ code: 3, out: 'Nothing to do.\n' });
    expect(err).toContain('3 decisions about other accounts than 111122223333: give --profile.');
  });

  it('an execution whose effect is unknown is named, exit code 1', async () => {
    const { decided } = await withForeignKey();
    const { receipts: file, run } = decided;
    const content = JSON.parse(readFileSync(file, 'utf8'));
    const unknown = { ...content.receipts[0], status: 'Unknown', automationExecutionId: '', outputs: {} };
    writeFileSync(file, JSON.stringify({ ...content, receipts: [unknown] }));
    const { code, err } = await run(['cleanup', '--receipts', file, '--yes', ...TABLE]);
    expect(code).toBe(1);
    expect(err).toContain('The effect of this execution is unknown: alice: Unknown');
  });

  it('a key whose soak ends after the question is deleted by the runbook, and marked', async () => {
    const decided = await soaked();
    const { account, file, run, keys } = decided;
    const { userId = '' } = account.backdoor.users().find(({ userName }) => userName === 'alice') ?? {};
    const third = account.backdoor.createAccessKey('alice', {
      createdAt: new Date('2020-01-01T00:00:00.000Z'),
    });
    await deactivate(account, userId);
    await deliverEvents(account);
    account.clock.advance(13 * DAY_MS);
    const ask = async () => {
      account.clock.advance(2 * DAY_MS);
      return true;
    };
    const { code, out } = await run(['cleanup', '--decisions', file, ...TABLE], { ask });
    expect(code).toBe(1);
    expect(out).toContain(`NOT AS SHOWN: ${third} was not in the plan`);
    expect(keysLeft(decided, 'alice')).toEqual([keys['alice']?.[0]]);
  });
});
