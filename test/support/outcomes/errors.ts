import { requireEnvironment } from '../../../aws/environment.ts';
import { NAMES } from '../../../product/names.ts';
import { MAX_POSTPONEMENTS } from '../../../reevaluation/reevaluate.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { anEvent, SCHEDULED } from '../events.ts';
import {
  beforeCall,
  deactivate,
  deleteDeactivated,
  failCall,
  reactivate,
  remediate,
  withAlice,
} from '../remediation.ts';
import { addUser, deployed, evaluate } from '../rule.ts';

/** Produces an error; returns its name and message, as the function's answer or the log shows them. */
type ErrorCase = () => Promise<string>;

const DAY_MS = 86_400_000;
const ALWAYS = { andAfter: true };

async function errorOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: Error & { errorType?: string }) => thrown,
  );
  return `${'errorType' in error ? error.errorType : error.name}: ${error.message}`;
}

/** The name and message of the error that a function returns for an event. */
async function errorAnswerTo(functionName: string, event: unknown): Promise<string> {
  const { Payload } = await deployed().account.functions.invoke(functionName, event);
  const { errorType, errorMessage } = JSON.parse(Payload);
  return `${errorType}: ${errorMessage}`;
}

const deactivating =
  (prepare: (account: SandboxAccount, kept: string, key: string) => void): ErrorCase =>
  () => {
    const { account, alice, kept, surplus } = withAlice();
    prepare(account, kept, surplus[0] ?? '');
    return errorOf(deactivate(account, alice.userId));
  };

const afterDeactivation =
  (
    operation: typeof deleteDeactivated | typeof reactivate,
    prepare: (account: SandboxAccount, key: string) => void,
  ): ErrorCase =>
  async () => {
    const { account, alice, surplus } = withAlice();
    const [key = ''] = surplus;
    await deactivate(account, alice.userId);
    account.clock.advance(14 * DAY_MS);
    prepare(account, key);
    return errorOf(
      operation === reactivate
        ? reactivate(account, alice.userId, key)
        : deleteDeactivated(account, alice.userId),
    );
  };

const evaluating =
  (prepare: (account: SandboxAccount) => void): ErrorCase =>
  async () => {
    const { account } = deployed();
    addUser(account, 'alice', 2);
    prepare(account);
    return (await evaluate(account)) ?? '';
  };

/** A case for each error: an account and a call that lead to the error. */
export const ERROR_CASES: Readonly<Record<string, ErrorCase>> = {
  MissingEnvironmentError: () =>
    errorOf(Promise.resolve().then(() => requireEnvironment('NOT_SET', 'a value'))),
  MalformedEventError: () => errorAnswerTo(NAMES.remediationFunction, {}),
  MalformedAnswerError: evaluating((account) =>
    failCall(account, 'ListAccessKeys', { kind: 'answer', output: {} }, ALWAYS),
  ),
  AccessKeyGoneError: async () => {
    const { account, alice } = withAlice(4);
    // Each of the two readings meets a key that was deleted after it had listed the keys.
    account.faults.add(({ operation, input }) => {
      if (operation === 'GetAccessKeyLastUsed')
        account.backdoor.deleteAccessKey((input as { AccessKeyId: string }).AccessKeyId);
      return undefined;
    });
    return errorOf(deactivate(account, alice.userId));
  },
  InvalidParameterError: () =>
    errorAnswerTo(NAMES.remediationFunction, { operation: 'StartDeletions', soakDays: '0' }),
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
  UnreportedError: evaluating((account) => account.configRules.failEvaluations(() => true)),
  DeactivationError: deactivating((account) => failCall(account, 'UpdateAccessKey', { kind: 'deny' })),
  SurvivorLostError: deactivating((account, kept) =>
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.setKeyStatus(kept, 'Inactive'), 2),
  ),
  PlanChangedError: deactivating((account, _, key) =>
    beforeCall(
      account,
      'ListUserTags',
      () => account.backdoor.tagUser('alice', { 'one-active-key:keep': key }),
      2,
    ),
  ),
  ConcurrentRunError: afterDeactivation(reactivate, (account) =>
    account.backdoor.tagUser('alice', {
      'one-active-key:run/other': `${account.clock.now().toISOString()} deletes deactivated keys`,
    }),
  ),
  UserVanishedError: deactivating((account) =>
    beforeCall(account, 'ListAccessKeys', () => account.backdoor.renameUser('alice', 'bob'), 2),
  ),
  UnconfirmedError: afterDeactivation(reactivate, (account, key) =>
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') account.backdoor.setKeyStatus(key, 'Inactive');
      return undefined;
    }),
  ),
  ReactivationError: afterDeactivation(reactivate, (account) =>
    failCall(account, 'UpdateAccessKey', { kind: 'deny' }, ALWAYS),
  ),
  DeletionError: afterDeactivation(deleteDeactivated, (account) =>
    failCall(account, 'DeleteAccessKey', { kind: 'deny' }, ALWAYS),
  ),
  UnconfirmedAnnouncementError: afterDeactivation(deleteDeactivated, (account) => {
    const isAnnouncement = (tag: string) => tag.startsWith('one-active-key:run/');
    const hide = () =>
      account.backdoor.untagUser(
        'alice',
        Object.keys(account.backdoor.tagsOf('alice')).filter(isAnnouncement),
      );
    beforeCall(account, 'ListUserTags', hide, 2);
  }),
  IncompleteDailyPassError: async () => {
    const { account, alice } = withAlice();
    await deactivate(account, alice.userId);
    failCall(account, 'ListAccessKeys', { kind: 'deny' }, ALWAYS);
    return errorOf(remediate(account, { operation: 'StartDeletions' }));
  },
  PostponedTooLongError: async () => {
    const { account } = deployed();
    const due = { operation: 'StartEvaluations', postponements: MAX_POSTPONEMENTS };
    await account.functions.invoke(NAMES.reevaluationFunction, { ...due, postponements: 0 });
    const { Payload } = await account.functions.invoke(NAMES.reevaluationFunction, due);
    return JSON.parse(Payload).errorType;
  },
};
