import type { AwsSecurityFinding } from '@aws-sdk/client-securityhub';

/**
 * An event of Security Hub CSPM in EventBridge; each has one finding (User Guide, "EventBridge event
 * formats").
 */
export interface FindingsEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: 'aws.securityhub';
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: {
    readonly actionName?: string;
    readonly actionDescription?: string;
    readonly findings: readonly AwsSecurityFinding[];
  };
}

/** What an event is made of. */
export interface EventParts {
  readonly accountId: string;
  readonly region: string;
  readonly at: Date;
  /** The number of the event in its account, of which its id is made. */
  readonly number: number;
  readonly finding: AwsSecurityFinding;
}

/** The event of a new or updated finding, or with the ARN of a custom action the event of that action. */
export function eventOf({ finding, ...parts }: EventParts, actionArn?: string): FindingsEvent {
  const common = {
    version: '0',
    id: `00000000-0000-4000-9000-${String(parts.number).padStart(12, '0')}`,
    source: 'aws.securityhub',
    account: parts.accountId,
    time: `${parts.at.toISOString().slice(0, 19)}Z`,
    region: parts.region,
  } as const;
  if (actionArn === undefined) {
    return {
      ...common,
      'detail-type': 'Security Hub Findings - Imported',
      resources: [`${finding.ProductArn}/${finding.Id}`],
      detail: { findings: [finding] },
    };
  }
  const actionName = actionArn.split('/').at(-1) ?? '';
  return {
    ...common,
    'detail-type': 'Security Hub Findings - Custom Action',
    resources: [actionArn],
    detail: { actionName, actionDescription: actionName, findings: [finding] },
  };
}
