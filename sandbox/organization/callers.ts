import type { SandboxAccount } from '../account.ts';
import type { ServiceName } from '../api.ts';
import type { VirtualClock } from '../clock.ts';
import { userPrincipal } from '../trail/user-identity.ts';
import { memberOf, type OrganizationOptions } from './definition.ts';
import { expiredCredentials, unknownCredentials } from './refusals.ts';
import type { Sessions } from './sessions.ts';

/** The credentials of a request, without the secret, which only a signature shows. */
export interface PresentedCredentials {
  readonly accessKeyId: string;
  /** Absent for a long-term key. */
  readonly sessionToken?: string | undefined;
}

/** Who makes a request, and in which account. */
export interface Caller {
  readonly account: SandboxAccount;
  readonly principal: string;
}

/** The callers of an organization by their credentials. */
export interface Callers {
  /** The caller with these credentials, also after their time; `undefined` if nobody has them. */
  find(credentials: PresentedCredentials): Caller | undefined;
  /**
   * The same caller; throws the `AwsError` of a service for credentials that nobody has, or whose time is
   * over.
   */
  authenticate(credentials: PresentedCredentials, service: ServiceName): Caller;
}

/** The parts of an organization that know credentials. */
export interface CallersOptions {
  readonly organization: Pick<OrganizationOptions, 'accounts' | 'longTermKeys'>;
  readonly sessions: Sessions;
  readonly clock: VirtualClock;
}

/** Finds callers by the long-term keys of an organization and by its sessions. */
export function createCallers({ organization, sessions, clock }: CallersOptions): Callers {
  const users = (organization.longTermKeys ?? []).map(({ accessKeyId, accountId, userName }) => ({
    accessKeyId,
    accountId,
    principal: userPrincipal(userName),
    sessionToken: undefined,
  }));
  const find = ({ accessKeyId, sessionToken }: PresentedCredentials): Caller | undefined => {
    const holder = sessions.find(accessKeyId) ?? users.find((user) => user.accessKeyId === accessKeyId);
    if (!holder || holder.sessionToken !== sessionToken) return undefined;
    const member = memberOf(organization, holder.accountId);
    return member && { account: member.account, principal: holder.principal };
  };
  return {
    find,
    authenticate(credentials, service) {
      const caller = find(credentials);
      if (!caller) throw unknownCredentials(service);
      const expiresAt = sessions.find(credentials.accessKeyId)?.expiresAt;
      if (expiresAt && expiresAt <= clock.now()) throw expiredCredentials(service);
      return caller;
    },
  };
}
