import type { VirtualClock } from '../clock.ts';
import type { Identifiers } from '../identifiers.ts';
import type { CredentialReports } from './credential-report.ts';
import type { PolicyStore } from './policy-store.ts';
import type { UserStore } from './user-store.ts';

/** The state and the settings that the operations of IAM share. */
export interface IamService {
  readonly users: UserStore;
  /** The groups and the managed policies. */
  readonly policies: PolicyStore;
  readonly credentialReports: CredentialReports;
  /** What the account has beside its users. */
  readonly root: { hasAccessKeys: boolean };
  readonly clock: VirtualClock;
  readonly identifiers: Identifiers;
  /** `arn:aws:iam::111122223333:user`, to which a path and a name are added. */
  readonly userArnPrefix: string;
  /** Undefined if the account has no alias. */
  readonly accountAlias: string | undefined;
  /**
   * The number of items on a page, for the maximum that a request names and the number of items that are
   * left.
   */
  readonly pageSize: (maximum: number, left: number) => number;
  /** The error for the last use of a key that does not exist, which AWS does not document. */
  readonly unknownKeyError: 'AccessDenied' | 'NoSuchEntity';
}
