import { VERSION } from '../../../../product/version.ts';
import { toSafeJson } from '../../../formats/safe-json.ts';
import {
  type AccountVerification,
  isFullyRead,
  isInterrupted,
  nonCompliantOf,
  type Verification,
  type VerifiedUser,
} from '../../../verification/verification.ts';

/** The only rule; its id is stable, since alerts are compared by it. */
const RULE = {
  id: 'one-active-access-key',
  name: 'OneActiveAccessKey',
  shortDescription: { text: 'An IAM user has more than one active access key.' },
  fullDescription: {
    text: 'Every IAM user has one active access key at most, except during a rotation and for exempt users.',
  },
  help: {
    text:
      'A second active key is a second way into the account, and is easily forgotten. The result says which key would be ' +
      'deactivated, or why none can be chosen, and what to do next. Look with one-active-key preview, then remediate.',
  },
  defaultConfiguration: { level: 'error' },
  properties: { tags: ['security', 'aws', 'iam'], 'security-severity': '7.0' },
} as const;

/** GitHub requires these four members of a region (SARIF support for code scanning). */
const NO_REGION = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 } as const;

/**
 * SARIF 2.1.0: one run for all accounts, since GitHub refuses a file with several runs of one tool and
 * category. A result for each user that is NON_COMPLIANT; a notification for each user that could not be
 * read, and the run is then not successful.
 */
export function toSarif(verification: Verification): string {
  const { accounts } = verification;
  return toSafeJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'One Active Key', semanticVersion: VERSION, rules: [RULE] } },
        invocations: [invocationOf(verification)],
        results: accounts.flatMap((account) =>
          nonCompliantOf(account).map((user) => resultOf(user, account.accountId)),
        ),
        properties: {
          accounts: accounts.map(({ accountId, accountName, isComplete, parameters, summary }) => ({
            accountId,
            accountName,
            isComplete,
            parameters,
            summary,
          })),
        },
      },
    ],
  });
}

function invocationOf({ accounts, generatedAt, operator, command }: Verification): object {
  return {
    executionSuccessful: accounts.every(isFullyRead),
    endTimeUtc: generatedAt,
    // Both are optional (SARIF 2.1.0, section 3.20).
    ...(command === '' ? {} : { commandLine: command }),
    ...(operator === null ? {} : { account: operator }),
    toolExecutionNotifications: accounts.flatMap(notificationsOf),
  };
}

function notificationsOf(verification: AccountVerification): readonly object[] {
  const { accountId, failures, failure } = verification;
  const account = accountId ?? 'unknown';
  const texts = [
    ...failures.map(({ userName, reason }) => `Account ${account}: ${userName} could not be read: ${reason}`),
    ...(failure === null ? [] : [`Account ${account} could not be read: ${failure}`]),
    ...(!isInterrupted(verification)
      ? []
      : [`Account ${account}: interrupted; there may be more users than these.`]),
  ];
  return texts.map((text) => ({
    level: 'error',
    message: messageOf(text),
    associatedRule: { id: RULE.id, index: 0 },
  }));
}

function resultOf(user: VerifiedUser, accountId: string | null): object {
  const { userName, userId, arn, activeKeys, refusalCode, explanation, nextStep } = user;
  return {
    ruleId: RULE.id,
    ruleIndex: 0,
    level: 'error',
    message: messageOf(`${userName}: ${explanation} ${nextStep}`),
    locations: [
      {
        // GitHub refuses a result without a file (SARIF support for code scanning); a user has none.
        physicalLocation: { artifactLocation: { uri: uriOf(arn) }, region: NO_REGION },
        logicalLocations: [{ name: userName, fullyQualifiedName: arn, kind: 'resource' }],
      },
    ],
    // GitHub compares alerts by this fingerprint, which it would otherwise make from the file.
    partialFingerprints: { primaryLocationLineHash: userId },
    properties: { accountId, activeKeys, refusalCode, nextStep },
  };
}

/**
 * A message is plain text, in which braces and brackets have a meaning (SARIF 2.1.0, sections 3.11.5 and
 * 3.11.6).
 */
function messageOf(text: string): { readonly text: string } {
  return { text: text.replaceAll(/[{}]/g, '$&$&').replaceAll(/[[\]]/g, '\\$&') };
}

/** A relative URI: `iam/ACCOUNT/user/PATH/NAME`. */
function uriOf(arn: string): string {
  const [, , , , accountId = '', resource = ''] = arn.split(':');
  const segments = ['iam', accountId, ...resource.split('/')];
  return segments.map(encodeURIComponent).join('/');
}
