import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';

/** The props of `OneActiveKeyForwarding`: the parameters of the forwarding template. */
export interface OneActiveKeyForwardingProps {
  /** The Region of `OneActiveKey`, such as `eu-central-1`. */
  readonly homeRegion: string;
  /**
   * The permissions boundary of the role: a policy, or the name of a policy of the account with its path
   * (`team/boundary`).
   * @default - none
   */
  readonly permissionsBoundary?: IManagedPolicy | string;
  /**
   * The path of the role, such as `/security/`.
   * @default '/'
   */
  readonly rolePath?: string;
}
