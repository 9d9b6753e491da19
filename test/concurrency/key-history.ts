import type { SandboxAccount } from '../../sandbox/account.ts';

/** An instant of a scenario: the order of events, because many events have the same time, and the virtual time. */
export interface Moment {
  readonly step: number;
  readonly at: number;
}

/** A change of a key between Active and any other state. */
export interface Transition extends Moment {
  readonly actor: string;
  readonly key: string;
  readonly to: 'active' | 'not active';
}

/** The disappearance of a key. */
export interface Deletion {
  readonly actor: string;
  readonly key: string;
  /** Whether the key was Active when it disappeared. */
  readonly wasActive: boolean;
  /** The earlier transitions of the key. */
  readonly before: readonly Transition[];
  /** When the actor had last read the user's keys. */
  readonly lastReadAt: Moment;
}

/** All that happened to the keys of a user. */
export interface KeyHistory {
  /** The active keys after each step; undefined once the user is deleted. */
  readonly activeAfter: readonly (readonly string[] | undefined)[];
  readonly transitions: readonly Transition[];
  readonly deletions: readonly Deletion[];
}

/** Records the keys of a user from outside, after each step, together with the actor that changed them. */
export function recordKeyHistory(account: SandboxAccount, userId: string) {
  const activeAfter: (readonly string[] | undefined)[] = [];
  const transitions: Transition[] = [];
  const deletions: Deletion[] = [];
  const lastReadAt = new Map<string, Moment>();
  let previous: Statuses = statusesOf(account, userId) ?? new Map();
  let callsSeen = 0;
  const history: KeyHistory = { activeAfter, transitions, deletions };
  return {
    history,
    observe(actor: string) {
      const current = statusesOf(account, userId);
      const moment = { step: activeAfter.length, at: account.clock.now().getTime() };
      for (const [key, wasActive] of previous) {
        if (current?.has(key)) continue;
        const before = transitions.filter((each) => each.key === key);
        deletions.push({ actor, key, wasActive, before, lastReadAt: lastReadAt.get(actor) ?? NEVER });
      }
      const changes = changesBetween(previous, current ?? new Map());
      transitions.push(...changes.map((each) => ({ ...each, ...moment, actor })));
      if (account.calls.slice(callsSeen).some(isKeyRead)) lastReadAt.set(actor, moment);
      callsSeen = account.calls.length;
      previous = current ?? new Map();
      activeAfter.push(current && activeKeysIn(current));
    },
  };
}

/** When each run last read the user's keys, on the virtual clock. */
export function lastReadsOf(account: SandboxAccount): Map<string, number> {
  const reads = account.calls.filter(isKeyRead);
  return new Map(reads.map(({ principal, at }) => [principal, at.getTime()]));
}

/** Whether each key is Active, by access key ID. */
type Statuses = ReadonlyMap<string, boolean>;

const NEVER: Moment = { step: -1, at: 0 };

const isKeyRead = ({ operation, outcome }: SandboxAccount['calls'][number]) =>
  operation === 'ListAccessKeys' && outcome === 'ok';

function activeKeysIn(keys: Statuses): string[] {
  return [...keys].filter(([, isActive]) => isActive).map(([key]) => key);
}

function changesBetween(previous: Statuses, current: Statuses): Pick<Transition, 'key' | 'to'>[] {
  const noLongerActive = activeKeysIn(previous).filter((key) => !current.get(key));
  const newlyActive = activeKeysIn(current).filter((key) => !previous.get(key));
  return [
    ...noLongerActive.map((key) => ({ key, to: 'not active' }) as const),
    ...newlyActive.map((key) => ({ key, to: 'active' }) as const),
  ];
}

/** The keys of the user; undefined if the user no longer exists. */
function statusesOf({ backdoor }: SandboxAccount, userId: string): Statuses | undefined {
  if (!backdoor.users().some((user) => user.userId === userId)) return undefined;
  return new Map(
    backdoor.keysOf(userId).map(({ accessKeyId, status }) => [accessKeyId, status === 'Active']),
  );
}
