import { describe, expect, it } from 'vitest';
import { userId } from '../../../policy/identifiers.ts';
import { REFUSAL_CODES } from '../../../remediation/receipt.ts';
import type { RemediationServices } from '../../../remediation/shared/services.ts';
import { messageAbout } from '../../../remediation/telling/message-about.ts';
import { tellOnce } from '../../../remediation/telling/tell-once.ts';
import { messageOf } from '../../../remediation/telling/tell-receipt.ts';
import { aLedger } from '../../support/ledger.ts';

const USER = { userId: userId('AIDACKCEVSQ6C2EXAMPLE'), userName: 'alice' };

describe('a message that may be told again after a second', () => {
  it.each([
    [0, 'once', 1],
    [999, 'once', 1],
    [1_000, 'twice', 2],
  ])('is due again after %i ms: it is told %s', async (milliseconds, _title, times) => {
    const { account, ledger } = aLedger();
    let told = 0;
    let nonces = 0;
    const services = {
      ledger,
      now: account.clock.now,
      randomId: () => `nonce-${++nonces}`,
      tell: async () => {
        told += 1;
        return { outcome: 'Accepted' };
      },
    } as unknown as RemediationServices;
    const once = { subject: 'x', message: messageAbout('Refused', USER, {}), againAfterMs: 1_000 };
    await tellOnce(services, once);
    account.clock.advance(milliseconds);
    await tellOnce(services, once);
    expect(told).toBe(times);
  });
});

it('without a topic nothing is told, and nothing is noted as told', async () => {
  const { account, ledger, items } = aLedger();
  const services = { ledger, now: account.clock.now, randomId: () => 'n' } as unknown as RemediationServices;
  await tellOnce(services, { subject: 'x', message: messageAbout('Refused', USER, {}) });
  expect(items()).toEqual([]);
});

describe('the owner is told', () => {
  const OWNERS = ['InvalidExemption', 'InvalidKeepTag', 'Indistinguishable', 'KeysInUse', 'NewKey'] as const;
  const refusal = {
    ...USER,
    outcome: 'Refused',
    keptAccessKeyId: '',
    plannedAccessKeyIds: [],
    deactivatedAccessKeyIds: [],
    reactivatedAccessKeyIds: [],
    deletedAccessKeyIds: [],
    reason: 'x',
    undo: '',
    automationExecutionId: '',
    at: '2026-11-21T12:00:00.000Z',
    started: '',
  } as const;

  it.each(OWNERS)('of the refusal %s of a deactivation, without a key, and of no deletion', (refusalCode) => {
    const told = messageOf({ ...refusal, refusalCode, operation: 'Deactivate' });
    expect(told).toMatchObject({ event: 'Refused', accessKeyIds: [], reason: 'x' });
    expect(messageOf({ ...refusal, refusalCode, operation: 'DeleteDeactivated' })).toBeUndefined();
  });

  it('of no other refusal of a deactivation', () => {
    const others = Object.values(REFUSAL_CODES).flat();
    for (const refusalCode of others.filter((code) => !OWNERS.some((each) => each === code)))
      expect(messageOf({ ...refusal, refusalCode, operation: 'Deactivate' })).toBeUndefined();
  });

  it.each(['NothingToDo', 'Exempt', 'UserGone', 'Planned', 'Noticed'] as const)(
    'of no run that ends as %s',
    (outcome) => {
      expect(messageOf({ ...refusal, outcome, refusalCode: '', operation: 'Deactivate' })).toBeUndefined();
    },
  );
});
