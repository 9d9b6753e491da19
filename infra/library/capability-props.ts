import type { IResolvable } from 'aws-cdk-lib';

/** What exists; what is not chosen does not exist, roles and permissions included. */
export interface CapabilityProps {
  /**
   * `Create`: the AWS Config rule and its remediation. `None`: a conformance pack brings both.
   * @default 'Create'
   */
  readonly configRule?: 'Create' | 'None';
  /**
   * How often AWS Config evaluates all users.
   * @default 'TwentyFour_Hours'
   */
  readonly evaluationFrequency?:
    | 'One_Hour'
    | 'Three_Hours'
    | 'Six_Hours'
    | 'Twelve_Hours'
    | 'TwentyFour_Hours';
  /**
   * `All`: every evaluation is reported. `Changes`: only NON_COMPLIANT ones and those that differ from the
   * last result.
   * @default 'All'
   */
  readonly reporting?: 'All' | 'Changes';
  /**
   * Whether a user is evaluated minutes after a change of its access keys, its name or a tag
   * `one-active-key:…`. In another Region than us-east-1 (us-gov-west-1, cn-north-1) this needs
   * `OneActiveKeyForwarding` there.
   * @default true
   */
  readonly nearRealTime?: boolean | IResolvable;
  /**
   * `None`: nothing can change an access key. `Manual`: a person chooses Remediate in the console or starts a
   * runbook. `Automatic`: AWS Config also runs the runbook for every NON_COMPLIANT user, and once a day the
   * stack does for those who stay so.
   * @default 'Manual'
   */
  readonly remediation?: 'None' | 'Manual' | 'Automatic';
  /**
   * Only for `remediation: 'Automatic'`: the days that an automatic deactivation waits after its owner was
   * told; 0 to 30. Above 0 only the daily pass acts automatically, and a topic is needed.
   * @default 0
   */
  readonly noticeDays?: number;
  /**
   * How many users are remediated automatically on a day (UTC) at most; 1 to 1,000.
   * @default 10
   */
  readonly automaticPerDay?: number;
  /**
   * Only for `remediation: 'Automatic'`: the failed attempts within `retryAttemptSeconds` after which AWS
   * Config stops; 1 to 25.
   * @default 5
   */
  readonly maximumAutomaticAttempts?: number;
  /**
   * Only for `remediation: 'Automatic'`: the seconds in which AWS Config counts the failed attempts; 1 to
   * 2,678,000.
   * @default 300
   */
  readonly retryAttemptSeconds?: number;
  /**
   * `None`: nothing may delete an access key. `ByHand`: a person may start the runbook that deletes keys that
   * One Active Key deactivated. `Daily`: also once a day, after the soak. Needs a remediation and
   * `nearRealTime`.
   * @default 'None'
   */
  readonly deletion?: 'None' | 'ByHand' | 'Daily';
  /**
   * Only for `deletion: 'Daily'`: the days for which a key has to be Inactive and unused before it is
   * deleted; 1 to 365.
   * @default 14
   */
  readonly soakDays?: number;
}
