import type { AwsSecurityFinding, WorkflowStatus } from '@aws-sdk/client-securityhub';
import { BatchUpdateFindingsCommand } from '@aws-sdk/client-securityhub';
import { NAMES } from '../../product/names.ts';
import type { SandboxAccount } from '../../sandbox/account.ts';
import { connectSecurityHub } from '../../sandbox/security-hub/client.ts';
import type { FindingsEvent } from '../../sandbox/security-hub/events.ts';
import { createSecurityHubHandler } from '../../security-hub/handler.ts';
import type { SecurityHubLine } from '../../security-hub/run-line.ts';
import { FunctionError } from './remediation.ts';
import { evaluate } from './rule.ts';

/** The ARN of the custom action in an account. */
export const actionArn = ({ partition, region, accountId }: SandboxAccount): string =>
  `arn:${partition}:securityhub:${region}:${accountId}:action/custom/OneActiveKey`;

/**
 * Deploys the function for Security Hub into an account that has the others; returns the lines of its log.
 */
export function deploySecurityHub(account: SandboxAccount): readonly SecurityHubLine[] {
  const lines: SecurityHubLine[] = [];
  const { partition, region, accountId } = account;
  const { config, iam, ssm } = account.connect({ principal: NAMES.securityHubFunction });
  const handler = createSecurityHubHandler({
    securityhub: connectSecurityHub(account, { principal: NAMES.securityHubFunction }),
    config,
    iam,
    ssm,
    environment: { partition, region, accountId },
    ruleFunctionArn: `arn:${partition}:lambda:${region}:${accountId}:function:${NAMES.ruleFunction}`,
    automationRoleArn: `arn:${partition}:iam::${accountId}:role/${NAMES.automationRole}`,
    log: (line) => lines.push(line),
  });
  account.functions.register(NAMES.securityHubFunction, handler);
  return lines;
}

/** Invokes the function; throws `FunctionError` if it fails. */
export async function invokeSecurityHub(account: SandboxAccount, event: unknown): Promise<SecurityHubLine> {
  const { FunctionError: failed, Payload } = await account.functions.invoke(NAMES.securityHubFunction, event);
  if (failed) throw new FunctionError(JSON.parse(Payload));
  return JSON.parse(Payload);
}

/** More events than any course of a test causes: beyond, the function answers its own events for ever. */
const MAX_EVENTS = 200;

/**
 * Delivers all events, also those that the deliveries cause, until there are none; returns how many there
 * were.
 */
export async function deliverFindings(account: SandboxAccount): Promise<number> {
  const waiting = [...account.securityHub.takeEvents()];
  let delivered = 0;
  for (let event = waiting.shift(); event; event = waiting.shift()) {
    if (++delivered > MAX_EVENTS) throw new Error(`Expected at most ${MAX_EVENTS} events`);
    await invokeSecurityHub(account, event);
    waiting.push(...account.securityHub.takeEvents());
  }
  return delivered;
}

/** Evaluates the rule a minute later, and lets AWS Config, Security Hub and the function do their part. */
export async function evaluateAndDeliver(account: SandboxAccount): Promise<void> {
  account.clock.advance(60_000);
  await evaluate(account);
  account.securityHub.receiveEvaluations();
  await deliverFindings(account);
}

/** The finding of a user, by the name in its ARN. */
export function findingFor(account: SandboxAccount, userName: string): AwsSecurityFinding {
  const found = account.securityHub
    .findings()
    .find(({ Resources = [] }) => Resources.some(({ Id = '' }) => Id.endsWith(`/${userName}`)));
  if (!found) throw new Error(`Expected a finding of ${userName}`);
  return found;
}

/** The workflow status, and the text and the author of the note, of a user's finding. */
export function shownFor(account: SandboxAccount, userName: string): readonly (string | undefined)[] {
  const { Workflow, Note } = findingFor(account, userName);
  return [Workflow?.Status, Note?.Text, Note?.UpdatedBy];
}

/** A person changes the finding of a user in the console. */
export async function changeByHand(
  account: SandboxAccount,
  userName: string,
  { status, note }: { readonly status?: WorkflowStatus; readonly note?: string },
): Promise<void> {
  const { Id, ProductArn } = findingFor(account, userName);
  await connectSecurityHub(account, { principal: 'person' }).send(
    new BatchUpdateFindingsCommand({
      FindingIdentifiers: [{ Id, ProductArn }],
      ...(status ? { Workflow: { Status: status } } : {}),
      ...(note ? { Note: { Text: note, UpdatedBy: 'arn:aws:iam::111122223333:user/analyst' } } : {}),
    }),
  );
  await deliverFindings(account);
}

/** The events of our custom action for the findings of users. */
export function chooseAction(
  account: SandboxAccount,
  ...userNames: readonly string[]
): readonly FindingsEvent[] {
  const ids = userNames.map((userName) => findingFor(account, userName).Id ?? '');
  return account.securityHub.chooseAction(actionArn(account), ids);
}
