import type { ParameterGroup } from './parameter-group.ts';
import { optionalArnPattern, wholeNumberPattern } from './patterns.ts';

const APPROVER = 'arn:aws[a-z-]*:iam::[0-9]{12}:(user|role)/[A-Za-z0-9+=.@_/-]+';

/**
 * Whom the runbook of the approval template asks, how, and for how long. The limits are those of the action
 * aws:approve.
 */
export const APPROVAL: ParameterGroup = {
  label: 'Approval: who is asked, and for how long',
  parameters: {
    Approvers: {
      description:
        'The ARNs of the IAM users and roles who may approve or reject, 1 to 10, joined by commas without spaces. Everybody with one of ' +
        'these roles is the same approver. Names with a comma are not possible. They also need the permission ssm:SendAutomationSignal.',
      // aws:approve takes 10 approvers at most.
      allowedPattern: `^${APPROVER}(,${APPROVER}){0,9}$`,
      constraintDescription: '1 to 10 ARNs of IAM users or roles, joined by commas without spaces',
    },
    MinimumApprovals: {
      description:
        'The number of approvers who must approve, 1 to 10; not more than there are approvers, or the runbook cannot be created.',
      default: '1',
      allowedPattern: wholeNumberPattern(1, 10),
      constraintDescription: 'a whole number from 1 to 10',
    },
    ApprovalTimeoutSeconds: {
      description:
        'After how many seconds nobody can approve any more: 60 to 2592000, which are 30 days. The default is 7 days. Nothing is ' +
        'deactivated then.',
      default: '604800',
      allowedPattern: wholeNumberPattern(60, 2_592_000),
      constraintDescription: 'a whole number from 60 to 2592000',
    },
    ApprovalTopicArn: {
      description:
        'The ARN of a standard SNS topic in this account and Region that gets each request, with the plan; empty: none. Its name must begin with ' +
        'Automation, and its policy must allow the role one-active-key-automation to publish (docs/approval.md).',
      default: '',
      allowedPattern: optionalArnPattern('sns', '[a-z0-9-]+:[0-9]{12}:Automation[A-Za-z0-9_-]{0,246}'),
      constraintDescription: 'the ARN of a standard SNS topic whose name begins with Automation, or empty',
    },
  },
};
