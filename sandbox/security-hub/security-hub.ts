import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';
import type { VirtualClock } from '../clock.ts';
import type { Rules } from '../config/rules.ts';
import type { UserStore } from '../iam/user-store.ts';
import { eventOf, type FindingsEvent } from './events.ts';
import { findingOf, updatedFinding } from './integration.ts';

/**
 * Security Hub CSPM of an account, beneath its API: the findings of AWS Config, and the events for
 * EventBridge.
 */
export interface SecurityHub {
  /**
   * Takes the evaluations of AWS Config since the last call, as the integration does; returns the ids of the
   * findings it wrote.
   */
  receiveEvaluations(): readonly string[];
  findings(): readonly AwsSecurityFinding[];
  /** The events since the last call, in their order, each with the finding as it was then. */
  takeEvents(): readonly FindingsEvent[];
  /**
   * The events of a custom action that somebody chose for findings: one for each (User Guide, "Event types").
   */
  chooseAction(actionArn: string, findingIds: readonly string[]): readonly FindingsEvent[];
}

/** The state of Security Hub CSPM, for its operations. */
export interface SecurityHubService extends SecurityHub {
  readonly clock: VirtualClock;
  find(id: string, productArn: string): AwsSecurityFinding | undefined;
  /** Stores a finding, and sends the event of it. */
  put(finding: AwsSecurityFinding): void;
}

/** The parts of an account that Security Hub CSPM uses. */
export interface SecurityHubOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly rules: Rules;
  readonly users: UserStore;
}

/** Creates Security Hub CSPM without findings. */
export function createSecurityHub(options: SecurityHubOptions): SecurityHubService {
  const byId = new Map<string, AwsSecurityFinding>();
  const events: FindingsEvent[] = [];
  let sent = 0;
  const send = (finding: AwsSecurityFinding, actionArn?: string) => {
    const parts = { ...options, number: ++sent, at: options.clock.now(), finding: structuredClone(finding) };
    return eventOf(parts, actionArn);
  };
  const put = (finding: AwsSecurityFinding): void => {
    byId.set(finding.Id ?? '', finding);
    events.push(send(finding));
  };
  return {
    clock: options.clock,
    put,
    find: (id, productArn) => (byId.get(id)?.ProductArn === productArn ? byId.get(id) : undefined),
    findings: () => structuredClone([...byId.values()]),
    takeEvents: () => events.splice(0),
    receiveEvaluations: () => {
      const written = writtenFindings(options, byId);
      for (const finding of written) put(finding);
      return written.map(({ Id = '' }) => Id);
    },
    chooseAction: (actionArn, ids) =>
      ids.flatMap((id) => byId.get(id) ?? []).map((finding) => send(finding, actionArn)),
  };
}

/** The findings that the evaluations of all rules create or change. */
function writtenFindings(
  options: SecurityHubOptions,
  known: ReadonlyMap<string, AwsSecurityFinding>,
): readonly AwsSecurityFinding[] {
  const evaluated = options.rules
    .all()
    .flatMap((rule) => rule.dashboard.results().map((result) => ({ rule, result })));
  return evaluated.flatMap((each) => {
    const created = findingOf(each, options);
    return updatedFinding(known.get(created.Id ?? ''), created) ?? [];
  });
}
