import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { DAY_MS, HOUR_MS } from '../../../policy/policy.ts';
import { NAMES } from '../../../product/names.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticPass } from '../automatic.ts';
import { activeKeys, deactivate, reactivate } from '../remediation.ts';
import { exemptUntil } from '../users.ts';
import { type Event, NAMES_OF_USERS } from './events.ts';
import { evaluateAndSee, type World } from './world.ts';

/** Lets one event happen; a pass or a run that fails is one of the things that happen. */
export async function play(given: World, event: Event): Promise<void> {
  const { account, state } = given;
  switch (event.kind) {
    case 'hours':
      account.clock.advance(event.hours * HOUR_MS);
      return;
    case 'evaluate':
      return evaluateAndSee(given);
    case 'pass':
      await automaticPass(account).catch(() => {});
      return;
    case 'pause':
      account.parameters.put(NAMES.pauseParameter, 'an incident');
      state.isPaused = true;
      return;
    case 'resume':
      await resume(account);
      state.isPaused = false;
      return;
    case 'topicGone':
    case 'topicBack':
      state.isTopicGone = event.kind === 'topicGone';
      return;
    default:
      await playUser(given, event);
  }
}

type UserEvent = Extract<Event, { user: unknown }>;

async function playUser({ account, users }: World, event: UserEvent): Promise<void> {
  const { userId, keys } = users[NAMES_OF_USERS.indexOf(event.user)] ?? users[0] ?? { userId: '', keys: [] };
  await act(account, event, { userId, key: keys[event.key] ?? '' });
}

function resume(of: SandboxAccount) {
  const { ssm } = of.connect({ principal: 'operator' });
  return ssm.send(new DeleteParameterCommand({ Name: NAMES.pauseParameter })).catch(() => {});
}

function act(
  of: SandboxAccount,
  { kind, user }: UserEvent,
  { userId, key }: { readonly userId: string; readonly key: string },
): unknown {
  const isActive = activeKeys(of, user).includes(key);
  switch (kind) {
    case 'keep':
      return of.backdoor.tagUser(user, { 'one-active-key:keep': key });
    case 'unkeep':
      return of.backdoor.untagUser(user, ['one-active-key:keep']);
    case 'exempt':
      return of.backdoor.tagUser(
        user,
        exemptUntil(new Date(of.clock.now().getTime() + 5 * DAY_MS).toISOString().slice(0, 10)),
      );
    case 'unexempt':
      return of.backdoor.untagUser(user, Object.keys(exemptUntil('')));
    case 'use':
      return of.backdoor.useKey(key, { at: of.clock.now(), service: 's3', region: 'us-east-1' });
    case 'toggle':
      return of.backdoor.setKeyStatus(key, isActive ? 'Inactive' : 'Active');
    case 'click':
      return deactivate(of, userId).catch(() => {});
    case 'early':
      return deactivate(of, userId, { automatic: 'true' }).catch(() => {});
    case 'undo':
      return reactivate(of, userId, key, { exemptForDays: '0', force: 'true' }).catch(() => {});
  }
}
