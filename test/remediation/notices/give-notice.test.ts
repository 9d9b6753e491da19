import { expect, it } from 'vitest';
import { userId, userName } from '../../../policy/identifiers.ts';
import { DEFAULT_POLICY } from '../../../policy/parameters.ts';
import { judge } from '../../../policy/verdict.ts';
import { giveNoticeIfDue } from '../../../remediation/notices/give-notice.ts';
import type { RemediationServices } from '../../../remediation/shared/services.ts';
import { aKey, aUser, daysAgo, KEY, NOW, usedAt } from '../../support/users.ts';

it('the error about a message that was not accepted has the error of the message as its cause', async () => {
  const cause = new Error('NotFound');
  const services = {
    automatic: { noticeDays: 3, perDay: 10 },
    now: () => NOW,
    tell: () => Promise.reject(cause),
  } as unknown as RemediationServices;
  const keys = [aKey(), aKey({ id: KEY.b, lastUse: usedAt(daysAgo(90)) })];
  const verdict = judge(aUser(keys), DEFAULT_POLICY, NOW);
  if (verdict.situation !== 'SurplusKeys' || verdict.plan.action !== 'deactivate') throw new Error('no plan');
  const user = { userId: userId('AIDACKCEVSQ6C2EXAMPLE'), userName: userName('alice') };
  const noticed = { user, verdict, plan: verdict.plan, notice: undefined };
  await expect(giveNoticeIfDue(services, noticed)).rejects.toMatchObject({
    name: 'NoticeNotAcceptedError',
    message: expect.stringContaining('Error: NotFound'),
    cause,
  });
});
