import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { required, requiredText } from '../../aws/required.ts';

/** A role in another account, and how it is assumed. */
export interface RoleToAssume {
  readonly roleArn: string;
  readonly externalId: string | undefined;
  readonly sessionName: string;
}

/** The SDK's clients ask for new credentials this long before they expire, in milliseconds. */
const RENEWED_BEFORE_END_MS = 5 * 60_000;

/**
 * Credentials of the role, which all clients of an account share; they are renewed before they expire, an
 * hour after the start at the latest (a role that another role assumes has no longer session: IAM User Guide,
 * "Role chaining").
 */
export function roleCredentials(
  sts: STSClient,
  role: RoleToAssume,
  now: () => Date,
): AwsCredentialIdentityProvider {
  let current: Promise<AwsCredentialIdentity> | undefined;
  let renewAt = 0;
  return () => {
    if (current && now().getTime() < renewAt) return current;
    // Until the answer is there, everybody waits for the same call.
    renewAt = Number.POSITIVE_INFINITY;
    const session = assumeRole(sts, role);
    current = session;
    session.then(
      ({ expiration }) => {
        renewAt = (expiration?.getTime() ?? 0) - RENEWED_BEFORE_END_MS;
      },
      () => {
        // Whoever waits has the error; the next caller tries again.
        current = undefined;
      },
    );
    return session;
  };
}

async function assumeRole(
  sts: STSClient,
  { roleArn, externalId, sessionName }: RoleToAssume,
): Promise<AwsCredentialIdentity> {
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: sessionName, ExternalId: externalId }),
  );
  const given = required('AssumeRole.Credentials', Credentials);
  return {
    accessKeyId: requiredText('AssumeRole.Credentials.AccessKeyId', given.AccessKeyId),
    secretAccessKey: requiredText('AssumeRole.Credentials.SecretAccessKey', given.SecretAccessKey),
    sessionToken: requiredText('AssumeRole.Credentials.SessionToken', given.SessionToken),
    expiration: required('AssumeRole.Credentials.Expiration', given.Expiration),
  };
}

/**
 * The name of the session: the one of the caller, so that CloudTrail and the receipts of each account show
 * who it was. A session's name has 2 to 64 of these characters (STS API Reference, RoleSessionName).
 */
export function sessionNameOf(callerArn: string): string {
  const caller = callerArn.slice(callerArn.lastIndexOf('/') + 1).replaceAll(/[^\w+=,.@-]/g, '-');
  return caller.length >= 2 && callerArn.includes('/') ? caller.slice(0, 64) : 'one-active-key';
}
