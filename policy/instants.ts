import { activeKeysOf } from './access-key.ts';
import { boundsOfExemption } from './exemption.ts';
import type { Policy } from './policy.ts';
import { endsOfProtection } from './protection.ts';
import { rotationGraceOf } from './rotation.ts';
import { type JudgedUser, judgeByCount } from './verdict.ts';

/**
 * The instants after `now` at which the verdict of `judge` can change although nobody does anything, sorted:
 * each is one to which a rule of it compares the time. Whether the verdict changes then, only `judge` tells.
 */
export function instantsOf({ keys, tags }: JudgedUser, policy: Policy, now: Date): readonly Date[] {
  if (judgeByCount(keys)) return [];
  const active = activeKeysOf(keys);
  const grace = rotationGraceOf(active, policy);
  const instants = [
    ...(grace.kind === 'Granted' ? [grace.until] : []),
    ...active.flatMap((key) => endsOfProtection(key, policy)),
    ...boundsOfExemption(tags, policy),
  ];
  return [...new Set(instants.map((at) => at.getTime()))]
    .filter((at) => at > now.getTime())
    .toSorted((a, b) => a - b)
    .map((at) => new Date(at));
}
