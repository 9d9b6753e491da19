import { Fn, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addDemands, type Demands, type Is, not } from './demands.ts';

/** Adds the rules by which CloudFormation refuses combinations of parameters that make no sense. */
export function addParameterRules(stack: Stack, parameters: StackParameters): void {
  addDemands(stack, parameters, [deletion, notices, reviewers]);
}

function deletion(is: Is): Demands {
  return {
    DeletionNeedsRemediation: {
      when: not(is('Deletion', 'None')),
      that: not(is('Remediation', 'None')),
      otherwise:
        'Deletion needs Remediation=Manual or Remediation=Automatic, since only keys that One Active Key ' +
        'deactivated are deleted. Set Deletion=None or choose a remediation.',
    },
    DeletionNeedsNearRealTime: {
      when: not(is('Deletion', 'None')),
      that: is('NearRealTime', 'true'),
      otherwise:
        'Deletion needs NearRealTime=true, so that a change of a key or of a tag is noticed before the ' +
        'key is deleted. Set Deletion=None or NearRealTime=true.',
    },
  };
}

function notices(is: Is): Demands {
  return {
    NoticeNeedsAutomaticRemediation: {
      when: not(is('NoticeDays', '0')),
      that: is('Remediation', 'Automatic'),
      otherwise:
        'NoticeDays needs Remediation=Automatic, since only automatic deactivations wait for a notice. Set NoticeDays=0 or ' +
        'Remediation=Automatic.',
    },
    NoticeNeedsTopic: {
      when: not(is('NoticeDays', '0')),
      that: Fn.conditionOr(not(is('NotificationTopicArn', '')), not(is('ChatTopicArn', ''))),
      otherwise:
        'NoticeDays needs a topic to which the notices go: without an accepted notice nothing happens automatically. Give ' +
        'NotificationTopicArn or ChatTopicArn, or set NoticeDays=0.',
    },
  };
}

function reviewers(is: Is): Demands {
  return {
    ExternalIdNeedsReviewer: {
      when: not(is('ReviewerExternalId', '')),
      that: not(is('ReviewerAccountId', '')),
      otherwise:
        'ReviewerExternalId needs ReviewerAccountId, the account whose reviewers give the external id. Set both or neither.',
    },
  };
}
