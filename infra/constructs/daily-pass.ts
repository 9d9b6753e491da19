import { Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { choose } from './existence.ts';
import type { NotificationFunction } from './notification-function.ts';
import type { RemediationFunction } from './remediation-function.ts';
import { addRetries } from './retries.ts';
import { substitute } from './settings.ts';
import type { StackContext } from './stack-context.ts';

/** The context of the stack, the function that makes the pass, and the one that tells people. */
export interface DailyPassProps {
  readonly context: StackContext;
  readonly remediationFunction: RemediationFunction;
  readonly notification: NotificationFunction | undefined;
}

/**
 * Invokes the remediation function once a day: it settles what interrupted runs left open in the ledger,
 * starts the deletions that are due if the parameter Deletion is Daily, gives notices and starts the
 * deactivations that are due if Remediation is Automatic, and tells of what will soon end. Exists wherever
 * keys can be deactivated.
 */
export class DailyPass extends Construct {
  constructor(scope: Construct, id: string, props: DailyPassProps) {
    super(scope, id);
    const { context, remediationFunction, notification } = props;
    const { functionName, functionArn, roleName } = remediationFunction;
    const rule = new CfnRule(this, 'Rule', {
      scheduleExpression: 'rate(1 day)',
      targets: [{ id: 'remediation', arn: functionArn, input: inputOf(context) }],
    });
    new CfnPermission(this, 'Permission', {
      functionName,
      action: 'lambda:InvokeFunction',
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    // A failed daily pass is not retried on the same day, since a retry could start as many deletions again.
    addRetries(this, context, {
      functionName,
      roleName,
      destination: { notification, existence: context.conditions.notifiesOfRemediation },
      maximumRetryAttempts: 0,
    });
  }
}

/**
 * The event of the pass; without `soakDays` it deletes nothing, and unless `remediation` is Automatic it
 * deactivates nothing.
 */
function inputOf({ settings, conditions: { deletesDaily } }: StackContext): string {
  const withDeletions = substitute(
    settings,
    '{"operation":"DailyPass","remediation":"${Remediation}","soakDays":"${SoakDays}"}',
  );
  const withoutDeletions = substitute(settings, '{"operation":"DailyPass","remediation":"${Remediation}"}');
  return Token.asString(choose(deletesDaily, withDeletions, withoutDeletions));
}
