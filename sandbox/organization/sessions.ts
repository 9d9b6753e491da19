import type { Credentials } from '@aws-sdk/client-sts';
import type { VirtualClock } from '../clock.ts';
import { createIdentifiers } from '../identifiers.ts';
import { seededRandom } from '../seeded-random.ts';

/** A session of a role, as AssumeRole began it. */
export interface Session {
  readonly accountId: string;
  readonly principal: string;
  readonly sessionToken: string;
  readonly expiresAt: Date;
}

/** The sessions of all roles of an organization, by the access key ids of their credentials. */
export interface Sessions {
  /** Begins a session and returns its credentials. */
  begin(session: SessionRequest): Required<Credentials>;
  /** The session of these credentials, also after its end; `undefined` for another access key id. */
  find(accessKeyId: string): Session | undefined;
}

/** Whose session begins, and how long it lasts. */
export interface SessionRequest {
  readonly accountId: string;
  readonly principal: string;
  readonly seconds: number;
}

/** Creates the sessions of an organization, without any. */
export function createSessions(clock: VirtualClock): Sessions {
  const sessions = new Map<string, Session>();
  // Ids of its own: a session changes no id that an account gives later.
  const identifiers = createIdentifiers(seededRandom(1));
  return {
    find: (accessKeyId) => sessions.get(accessKeyId),
    begin({ seconds, ...whose }) {
      const AccessKeyId = identifiers.temporaryKeyId();
      const SecretAccessKey = identifiers.suffix(40);
      const SessionToken = identifiers.suffix(64);
      // AWS writes this time to the second.
      const expiresAt = new Date(Math.floor(clock.now().getTime() / 1000 + seconds) * 1000);
      sessions.set(AccessKeyId, { ...whose, sessionToken: SessionToken, expiresAt });
      return { AccessKeyId, SecretAccessKey, SessionToken, Expiration: expiresAt };
    },
  };
}
