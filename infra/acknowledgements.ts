import { type Stack, Validations } from 'aws-cdk-lib';
import { SCHEDULES, WILDCARDS } from './permissions.ts';

/** Why each wildcard is correct, by the resource that contains it. */
const REASONS: Readonly<Record<string, string>> = {
  ...WILDCARDS,
  [SCHEDULES]: 'A schedule is named after its minute; the group is ours alone.',
};

/** Acknowledges each finding of cdk-nag and of CDK's own validation with its reason. */
export function acknowledgeFindings(stack: Stack): void {
  Validations.of(stack).acknowledge(
    ...Object.entries(REASONS).map(([resource, reason]) => ({ id: wildcardFinding(resource), reason })),
    {
      id: 'CloudFormation-Validate::F3031',
      reason: 'A list of accounts may be empty, and is used only under the condition that it is not.',
    },
    {
      id: 'CloudFormation-Validate::W1030',
      reason:
        'An optional ARN or account is empty by default, and used only under the condition that it is not.',
    },
  );
}

/** cdk-nag writes a reference as `<Name>`. */
function wildcardFinding(resource: string): string {
  return `AwsSolutions::AwsSolutions-IAM5[Resource::${resource.replace(/\$\{([^}]*)\}/g, '<$1>')}]`;
}
