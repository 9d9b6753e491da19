import type { SandboxAccount } from '../../../sandbox/account.ts';
import type { Call } from '../../../sandbox/api.ts';

/** `iam:ListUsers`. */
export const nameOf = ({ service, operation }: Call): string => `${service}:${operation}`;

interface Input {
  readonly AccessKeyId?: string;
  readonly Status?: string;
  readonly Tags?: readonly { readonly Key: string }[];
  readonly TagKeys?: readonly string[];
}

export const inputOf = ({ input }: Call) => input as Input;

/** The keys of the tags that a call writes or removes. */
export const tagKeysOf = (call: Call): string[] => [
  ...(inputOf(call).Tags ?? []).map(({ Key }) => Key),
  ...(inputOf(call).TagKeys ?? []),
];

export const RUN = 'one-active-key:run/';
export const RECORD = 'one-active-key:deactivated/';

export const isAnnouncement = (call: Call): boolean =>
  call.operation === 'TagUser' && tagKeysOf(call).some((key) => key.startsWith(RUN));

/** The keys and the tags of a user in IAM: the status of each key by its ID, and the tags by their kind. */
export function stateOf({ backdoor }: SandboxAccount, name = 'alice') {
  const keys = Object.fromEntries(backdoor.keysOf(name).map((key) => [key.accessKeyId, key.status]));
  const tags = Object.keys(backdoor.tagsOf(name));
  const withPrefix = (prefix: string) => tags.filter((tag) => tag.startsWith(prefix));
  return {
    keys,
    tags,
    announcements: withPrefix(RUN),
    records: withPrefix(RECORD).map((tag) => tag.slice(RECORD.length)),
    exemptions: withPrefix('one-active-key:exempt-'),
    active: Object.keys(keys).filter((key) => keys[key] === 'Active'),
  };
}

/** The Lambda function that all runbooks invoke. */
export const RUNBOOK_SENDER = {
  functionName: 'one-active-key-remediation',
  isAsynchronous: false,
  sdkAttempts: 5,
} as const;
