import type { VirtualClock } from '../clock.ts';
import type { Identifiers } from '../identifiers.ts';
import type { UserStore } from './user-store.ts';

/** What the operations of IAM work with. */
export interface IamService {
  readonly users: UserStore;
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
  /** `arn:aws:iam::111122223333:user`, to which a path and a name are added. */
  readonly userArnPrefix: string;
  /** How many items to give of those that are left, when so many were asked for at most. */
  readonly pageSize: (asked: number, left: number) => number;
}
