import type { IncomingHttpHeaders } from 'node:http';
import type { PresentedCredentials } from '../organization/callers.ts';

/**
 * `Credential=KEY/DATE/REGION/SERVICE/aws4_request` (IAM User Guide, "Elements of an AWS API request
 * signature").
 */
const CREDENTIAL = /\bCredential=([^/,\s]+)\//;

/**
 * The credentials with which a request is signed; an unsigned request has an empty access key id, which
 * nobody has.
 */
export function signingCredentials(headers: IncomingHttpHeaders): PresentedCredentials {
  const [, accessKeyId = ''] = CREDENTIAL.exec(headers.authorization ?? '') ?? [];
  const token = headers['x-amz-security-token'];
  return { accessKeyId, sessionToken: token === undefined ? undefined : String(token) };
}
