import { describe, expect, it } from 'vitest';
import { deliverEvents } from '../../../../../demo/events.ts';
import { itemsOf, putItem } from '../../../../support/ledger.ts';
import { deactivate, EXECUTION, failCall } from '../../../../support/remediation.ts';
import { addUser } from '../../../../support/rule.ts';
import { withHistory } from './with-history.ts';

describe('changes by others', () => {
  it('who set a key to Active, as CloudTrail has shown it', async () => {
    const { account, keyOf, history } = await withHistory();
    account.backdoor.setKeyStatus(keyOf('alice'), 'Active');
    await deliverEvents(account);
    const { code, account: found } = await history();
    expect(code).toBe(0);
    const keys = found.deactivatedKeys.toSorted((a: { userName: string }, b: { userName: string }) =>
      a.userName < b.userName ? -1 : 1,
    );
    expect(keys).toMatchObject([
      {
        changedByOthers: expect.stringMatching(
          /^arn:aws:iam::111122223333:user\/operator changed the status of AKIA/,
        ),
        isDeactivationSeen: 'yes',
      },
      { changedByOthers: null, isDeactivationSeen: 'yes' },
    ]);
  });

  it('an item that is none of ours: not known of that key, exit code 1', async () => {
    const { account, keyOf, history } = await withHistory();
    putItem(account, { pk: 'TOUCHED', sk: `${keyOf('alice')}#yesterday#event` });
    const { code, err, account: found } = await history();
    expect(code).toBe(1);
    expect(found.unread).toMatchObject([{ what: 'changes', which: keyOf('alice') }]);
    expect(found.deactivatedKeys).toContainEqual(
      expect.objectContaining({ userName: 'alice', changedByOthers: null, isDeactivationSeen: 'unknown' }),
    );
    expect(err).toContain('Not read: who else changed a key');
  });
});

describe('a run that nobody can attribute', () => {
  it('without a runbook', async () => {
    const { account, history } = await withHistory();
    const carol = addUser(account, 'carol', 2);
    await deactivate(account, carol.userId, { automationExecutionId: '' });
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.entries[0]).toMatchObject({
      userName: 'carol',
      automationExecutionId: null,
      startedBy: { arn: null, notKnown: 'NoExecution' },
    });
  });

  it('an execution that Systems Manager does not have although the run is new: a line, exit code 1', async () => {
    const { account, history } = await withHistory();
    await deactivate(account, addUser(account, 'carol', 2).userId);
    const { code, err, account: found } = await history();
    expect({ code, isComplete: found.isComplete }).toEqual({ code: 1, isComplete: false });
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NoSuchExecution' });
    expect(found.unread).toMatchObject([{ what: 'contradiction', which: EXECUTION }]);
    expect(err).toMatch(
      /^CONTRADICTED: a receipt \(.*: Systems Manager has no such execution although the run is younger/,
    );
  });

  it('a receipt that was changed to another outcome than that of its execution: a line, exit code 1', async () => {
    const { account, history } = await withHistory();
    const [{ receipt = '', ...item } = {}] = itemsOf(account).filter(({ pk }) => pk === 'RECEIPT');
    putItem(account, {
      ...(item as Record<string, string>),
      outcome: 'Exempt',
      receipt: receipt.replace('"outcome":"Deactivated"', '"outcome":"Exempt"'),
    });
    const { code, account: found } = await history();
    expect(code).toBe(1);
    expect(found.unread).toContainEqual(
      expect.objectContaining({
        what: 'contradiction',
        reason: expect.stringContaining(
          'the outcome is Exempt in the receipt, and Deactivated in the execution',
        ),
      }),
    );
  });

  it('an execution that does not tell', async () => {
    const { account, history } = await withHistory();
    failCall(
      account,
      'GetAutomationExecution',
      { kind: 'answer', output: { AutomationExecution: {} } },
      { andAfter: true },
    );
    const { code, account: found } = await history();
    expect(code).toBe(0);
    expect(found.entries[0].startedBy).toEqual({ arn: null, notKnown: 'NotTold' });
  });
});
