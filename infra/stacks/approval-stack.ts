import { Aws, CfnOutput, Fn, Token } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { NAMES } from '../../product/names.ts';
import { APPROVAL_RUNBOOK } from '../../product/runbooks.ts';
import { VERSION } from '../../product/version.ts';
import { approvalRunbook } from '../approval-runbook.ts';
import { addExistence, choose } from '../constructs/existence.ts';
import { isGiven, type Settings } from '../constructs/settings.ts';
import { APPROVAL } from '../parameters/approval-parameters.ts';
import { addParameters, settingsOf } from '../parameters/stack-parameters.ts';
import { PlainStack } from './plain-stack.ts';

const DESCRIPTION =
  `One Active Key ${VERSION}: a runbook that asks other people before it deactivates an access key. Deploy this stack to the Region of ` +
  'the stack OneActiveKey, whose remediation function and automation role the runbook uses. It contains no role.';

/** The stack `OneActiveKeyApproval`: the runbook for teams that want two people. */
export class ApprovalStack extends PlainStack {
  constructor(scope: Construct, id: string) {
    super(scope, id, DESCRIPTION);
    new CfnDocument(this, 'Runbook', {
      name: APPROVAL_RUNBOOK.name,
      documentType: 'Automation',
      documentFormat: 'YAML',
      content: contentOf(this, settingsOf(addParameters(this, [APPROVAL]))),
      updateMethod: 'NewVersion',
    });
    new CfnOutput(this, 'Ask', {
      description:
        'The command that asks for the approval for one user. Replace USER_ID by the id that AWS Config shows, AIDA.... If the stack ' +
        'OneActiveKey has a RolePath, the ARN of the role has it, too.',
      value: Fn.join('', [
        'aws ssm start-automation-execution --region ',
        Aws.REGION,
        ` --document-name ${APPROVAL_RUNBOOK.name} --parameters IAMUserId=USER_ID,AutomationAssumeRole=arn:`,
        Aws.PARTITION,
        ':iam::',
        Aws.ACCOUNT_ID,
        `:role/${NAMES.automationRole}`,
      ]),
    });
  }
}

/**
 * A text, since the number of approvals and the timeout have to be numbers, which no reference to a parameter
 * is in an object.
 */
function contentOf(stack: ApprovalStack, settings: Settings): string {
  const hasTopic = addExistence(stack, 'HasTopic', isGiven(settings, 'ApprovalTopicArn'));
  const line = Fn.join('', ['NotificationArn: ', settings('ApprovalTopicArn')]);
  const content = approvalRunbook({
    notificationLine: '${NotificationLine}',
    minRequiredApprovals: '${MinimumApprovals}',
    approvers: '"${ApproverList}"',
    timeoutSeconds: '${ApprovalTimeoutSeconds}',
  });
  return Fn.sub(content, {
    NotificationLine: Token.asString(choose(hasTopic, line, '# No topic is told.')),
    ApproverList: Fn.join('", "', Fn.split(',', settings('Approvers'))),
  });
}
