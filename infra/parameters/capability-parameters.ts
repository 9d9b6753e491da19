import { SOAK_DAYS } from '../../remediation/request.ts';
import { AUTOMATIC_PER_DAY, NOTICE_DAYS } from '../../remediation/shared/automatic-limits.ts';
import type { ParameterGroup } from './parameter-group.ts';
import { wholeNumber } from './whole-number.ts';

/** Whether the stack has the rule. */
export const CONFIG_RULE: ParameterGroup = {
  label: 'Rule',
  parameters: {
    ConfigRule: {
      description:
        'Create: this stack creates the AWS Config rule and its remediation. None: a conformance pack brings both.',
      default: 'Create',
      allowedValues: ['Create', 'None'],
    },
  },
};

/** Whether a change is evaluated soon. */
export const NEAR_REAL_TIME: ParameterGroup = {
  label: 'Near real time',
  parameters: {
    NearRealTime: {
      description:
        'true: a user is evaluated one to three minutes after CloudTrail records a change of its access ' +
        'keys, its name or a tag one-active-key:... IAM sends its events to us-east-1 (us-gov-west-1, cn-north-1); ' +
        'in any other Region this also needs the template one-active-key-forwarding. false: only the ' +
        'schedule evaluates.',
      default: 'true',
      allowedValues: ['true', 'false'],
    },
  },
};

/** The remediation of a NON_COMPLIANT user. */
export const REMEDIATION: ParameterGroup = {
  label: 'Remediation',
  parameters: {
    Remediation: {
      description:
        'None: nothing can change an access key; no role, function or runbook for it exists. Manual: a ' +
        'person chooses Remediate in the console or starts a runbook. Automatic: AWS Config and a daily pass also run the ' +
        'runbook for every NON_COMPLIANT user.',
      default: 'Manual',
      allowedValues: ['None', 'Manual', 'Automatic'],
    },
    NoticeDays: wholeNumber({
      ...NOTICE_DAYS,
      description:
        'Only for Remediation=Automatic: the number of days between an accepted notice and the deactivation, by the daily pass ' +
        'only; 0: no notice',
    }),
    MaximumAutomaticAttempts: wholeNumber({
      min: 1,
      max: 25,
      default: 5,
      description:
        'Only for Remediation=Automatic: AWS Config stops the remediation of a user after this number of ' +
        'failed attempts within RetryAttemptSeconds',
    }),
    RetryAttemptSeconds: wholeNumber({
      min: 1,
      max: 2_678_000,
      default: 300,
      description:
        'Only for Remediation=Automatic: the number of seconds in which AWS Config counts the failed attempts',
    }),
  },
};

/** How much happens without a person. */
export const AUTOMATIC: ParameterGroup = {
  label: 'Remediation',
  parameters: {
    AutomaticPerDay: wholeNumber({
      ...AUTOMATIC_PER_DAY,
      description: 'The number of users that are remediated automatically on a day (UTC) at most',
    }),
  },
};

/** Whether deactivated keys can be deleted. */
export const DELETION: ParameterGroup = {
  label: 'Deletion of deactivated keys',
  parameters: {
    Deletion: {
      description:
        'None: nothing may delete an access key. ByHand: a person may start the runbook that deletes the ' +
        'keys of one user that One Active Key deactivated. Daily: also once a day for every user whose ' +
        'soak is over. A deleted key cannot be restored. Needs Remediation and NearRealTime=true.',
      default: 'None',
      allowedValues: ['None', 'ByHand', 'Daily'],
    },
    SoakDays: wholeNumber({
      ...SOAK_DAYS,
      description:
        'Only for Deletion=Daily: the number of days for which a key has to be Inactive and unused before ' +
        'it is deleted',
    }),
  },
};
