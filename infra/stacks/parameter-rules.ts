import { CfnRule, Fn, type ICfnRuleConditionExpression, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';

/** Adds the rules by which CloudFormation refuses combinations of parameters that make no sense. */
export function addParameterRules(stack: Stack, parameters: StackParameters): void {
  const is = (parameter: string, value: string) =>
    Fn.conditionEquals(parameters(parameter).valueAsString, value);
  new CfnRule(stack, 'DeletionNeedsRemediation', {
    ruleCondition: Fn.conditionNot(is('Deletion', 'None')),
    assertions: [
      {
        assert: Fn.conditionNot(is('Remediation', 'None')),
        assertDescription:
          'Deletion needs Remediation=Manual or Remediation=Automatic, since only keys that One Active Key ' +
          'deactivated are deleted. Set Deletion=None or choose a remediation.',
      },
    ],
  });
  new CfnRule(stack, 'DeletionNeedsNearRealTime', {
    ruleCondition: Fn.conditionNot(is('Deletion', 'None')),
    assertions: [
      {
        assert: is('NearRealTime', 'true'),
        assertDescription:
          'Deletion needs NearRealTime=true, so that a change of a key or of a tag is noticed before the ' +
          'key is deleted. Set Deletion=None or NearRealTime=true.',
      },
    ],
  });
  addNoticeRules(stack, is);
  addReviewerRule(stack, is);
}

function addNoticeRules(
  stack: Stack,
  is: (parameter: string, value: string) => ICfnRuleConditionExpression,
): void {
  const ruleCondition = Fn.conditionNot(is('NoticeDays', '0'));
  new CfnRule(stack, 'NoticeNeedsAutomaticRemediation', {
    ruleCondition,
    assertions: [
      {
        assert: is('Remediation', 'Automatic'),
        assertDescription:
          'NoticeDays needs Remediation=Automatic, since only automatic deactivations wait for a notice. Set NoticeDays=0 or ' +
          'Remediation=Automatic.',
      },
    ],
  });
  new CfnRule(stack, 'NoticeNeedsTopic', {
    ruleCondition,
    assertions: [
      {
        assert: Fn.conditionOr(
          Fn.conditionNot(is('NotificationTopicArn', '')),
          Fn.conditionNot(is('ChatTopicArn', '')),
        ),
        assertDescription:
          'NoticeDays needs a topic to which the notices go: without an accepted notice nothing happens automatically. Give ' +
          'NotificationTopicArn or ChatTopicArn, or set NoticeDays=0.',
      },
    ],
  });
}

function addReviewerRule(
  stack: Stack,
  is: (parameter: string, value: string) => ICfnRuleConditionExpression,
): void {
  new CfnRule(stack, 'ExternalIdNeedsReviewer', {
    ruleCondition: Fn.conditionNot(is('ReviewerExternalId', '')),
    assertions: [
      {
        assert: Fn.conditionNot(is('ReviewerAccountId', '')),
        assertDescription:
          'ReviewerExternalId needs ReviewerAccountId, the account whose reviewers give the external id. Set both or neither.',
      },
    ],
  });
}
