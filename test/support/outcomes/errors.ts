import { vi } from 'vitest';
import { requireEnvironment } from '../../../aws/environment.ts';
import { environmentOf } from '../../../aws/function-arn.ts';
import { readDelivery } from '../../../notification/delivery.ts';
import { NAMES } from '../../../product/names.ts';
import { MAX_POSTPONEMENTS } from '../../../reevaluation/reevaluate.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { alarmEvent, FULL_REQUEST } from '../../notification/events.ts';
import { anEvent, changed, SCHEDULED } from '../events.ts';
import { iamEvent } from '../iam-events.ts';
import { FunctionError, failCall } from '../remediation.ts';
import { addUser, deployed, evaluate } from '../rule.ts';
import { chooseAction, deploySecurityHub, invokeSecurityHub } from '../security-hub.ts';
import { type ErrorCase, errorOf } from './error-of.ts';
import { REMEDIATION_ERROR_CASES } from './remediation-errors.ts';

const ALWAYS = { andAfter: true };

/** The name and message of the error that a function returns for an event. */
async function errorAnswerTo(functionName: string, event: unknown): Promise<string> {
  const { Payload } = await deployed().account.functions.invoke(functionName, event);
  const { errorType, errorMessage } = JSON.parse(Payload);
  return `${errorType}: ${errorMessage}`;
}

const evaluating =
  (prepare: (account: SandboxAccount) => void): ErrorCase =>
  async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    prepare(account);
    return (await evaluate(account)) ?? '';
  };

/**
 * The error of the function for Security Hub, for the first event of a finding that `prepare` has made
 * difficult.
 */
const enriching =
  (prepare: (account: SandboxAccount) => unknown): ErrorCase =>
  async () => {
    const { account } = deployed();
    deploySecurityHub(account);
    addUser(account, 'alice', 2);
    await evaluate(account);
    account.securityHub.receiveEvaluations();
    const event = prepare(account) ?? account.securityHub.takeEvents()[0];
    const error: unknown = await invokeSecurityHub(account, event).catch((thrown: unknown) => thrown);
    return error instanceof FunctionError ? `${error.errorType}: ${error.message}` : String(error);
  };

/** A case for each error: an account and a call that lead to the error. */
export const ERROR_CASES: Readonly<Record<string, ErrorCase>> = {
  ...REMEDIATION_ERROR_CASES,
  MissingEnvironmentError: () =>
    errorOf(Promise.resolve().then(() => requireEnvironment('NOT_SET', 'a value'))),
  MalformedEnvironmentError: () => {
    vi.stubEnv('MESSAGE_DELIVERY', 'Weekly');
    return errorOf(Promise.resolve().then(readDelivery)).finally(() => vi.unstubAllEnvs());
  },
  MalformedFunctionArnError: () =>
    errorOf(Promise.resolve().then(() => environmentOf('one-active-key-rule'))),
  MalformedEventError: () => errorAnswerTo(NAMES.remediationFunction, {}),
  MalformedAnswerError: evaluating((account) =>
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: {} }, ALWAYS),
  ),
  InvalidParameterError: () =>
    errorAnswerTo(NAMES.remediationFunction, { operation: 'DailyPass', soakDays: '0' }),
  UnsupportedMessageTypeError: () =>
    errorAnswerTo(
      NAMES.ruleFunction,
      anEvent({ ...SCHEDULED, messageType: 'ConfigurationSnapshotDeliveryCompleted' }),
    ),
  IncompleteRunError: async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    failCall(account, 'ListAccessKeys', { kind: 'deny' }, ALWAYS);
    const { Payload } = await account.functions.invoke(NAMES.ruleFunction, anEvent());
    return JSON.parse(Payload).errorType;
  },
  DeadlineError: evaluating((account) =>
    failCall(account, 'ListAccessKeys', { kind: 'delay', ms: 890_000 }, ALWAYS),
  ),
  UnconfirmedNameError: evaluating((account) => {
    account.backdoor.setKeyStatus(account.backdoor.keysOf('alice')[1]?.accessKeyId ?? '', 'Inactive');
    failCall(account, 'ListUsers', { kind: 'deny' }, { n: 2, ...ALWAYS });
  }),
  RenamedError: async () => {
    const { account } = deployed();
    const { userId } = addUser(account, 'alice', 2);
    let n = 0;
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.renameUser(userId, `alice-${++n}`);
      return undefined;
    });
    const event = { ...anEvent(changed({ resourceId: userId })), resultToken: 'TESTMODE' };
    return (await account.functions.invoke(NAMES.ruleFunction, event)).Payload;
  },
  UnreportedError: evaluating((account) => account.configRules.failEvaluations(() => true)),
  PublishError: async () => {
    const { account } = deployed();
    account.topics.refuse(account.topics.add(NAMES.sandboxTopic), 'KMSDisabledException');
    const told = { ...alarmEvent(`${NAMES.ruleFunction}-errors`) };
    const { Payload } = await account.functions.invoke(NAMES.notificationFunction, told);
    return JSON.parse(Payload).errorType;
  },
  // The account has no user of this id.
  UnknownOwnerError: () => errorAnswerTo(NAMES.notificationFunction, { ...FULL_REQUEST, event: 'Noticed' }),
  MissingLedgerError: () => errorAnswerTo(NAMES.notificationFunction, { operation: 'Digest' }),
  PostponedTooLongError: async () => {
    const { account } = deployed();
    const due = { operation: 'StartEvaluations', postponements: MAX_POSTPONEMENTS };
    // A user that changed is left to evaluate, and AWS Config has not ended the evaluation that was started a
    // minute ago.
    for (const event of [iamEvent('CreateAccessKey'), { ...due, postponements: 0 }])
      await account.functions.invoke(NAMES.reevaluationFunction, event);
    account.clock.advance(60_000);
    const { Payload } = await account.functions.invoke(NAMES.reevaluationFunction, due);
    return JSON.parse(Payload).errorType;
  },
  FindingNotFoundError: enriching((account) =>
    account.addOperations('securityhub', { GetFindings: () => ({ Findings: [] }) }),
  ),
  FindingNotUpdatedError: enriching((account) =>
    account.addOperations('securityhub', { BatchUpdateFindings: () => ({ ProcessedFindings: [] }) }),
  ),
  IncompleteFindingsError: enriching((account) => failCall(account, 'GetFindings', { kind: 'deny' }, ALWAYS)),
  TooManyFindingsError: enriching((account) => {
    const [event] = chooseAction(account, 'alice');
    return { ...event, detail: { findings: Array(21).fill(event?.detail.findings[0]) } };
  }),
};
