import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { SCHEDULES, WILDCARDS } from './permissions/resources.ts';

/** The reason for each wildcard, by the resource that contains it. */
const REASONS: Readonly<Record<string, string>> = {
  ...WILDCARDS,
  [SCHEDULES]: 'The name of a schedule is its minute, and only One Active Key writes to this group.',
};

/** Acknowledges each finding of cdk-nag and of CDK's own validation within a construct, with its reason. */
export function acknowledgeFindings(scope: IConstruct): void {
  Validations.of(scope).acknowledge(
    ...Object.entries(REASONS).map(([resource, reason]) => ({ id: wildcardFinding(resource), reason })),
    {
      id: 'CloudFormation-Validate::F3031',
      reason: 'The list of accounts may be empty. A condition then leaves the property out.',
    },
    {
      id: 'CloudFormation-Validate::W1030',
      reason: 'An optional ARN or account is empty by default. A condition then leaves the property out.',
    },
    {
      id: 'CloudFormation-Validate::W1001',
      reason: 'The output, the roles and the functions refer to the table only if the stack creates it.',
    },
  );
}

/** The id of cdk-nag's finding for a resource with a wildcard; cdk-nag writes a reference as `<Name>`. */
function wildcardFinding(resource: string): string {
  return `AwsSolutions::AwsSolutions-IAM5[Resource::${resource.replace(/\$\{([^}]*)\}/g, '<$1>')}]`;
}
