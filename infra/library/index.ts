/** What `import … from 'one-active-key'` gives an app of the AWS CDK. */

export { OneActiveKeyGrants } from './grants.ts';
export { InvalidPropError, type PropProblem } from './invalid-prop-error.ts';
export { OneActiveKey } from './one-active-key.ts';
export { OneActiveKeyForwarding } from './one-active-key-forwarding.ts';
export type { OneActiveKeyForwardingProps } from './one-active-key-forwarding-props.ts';
export type {
  CapabilityProps,
  OneActiveKeyProps,
  OperationProps,
  PolicyProps,
} from './one-active-key-props.ts';
export type { RunbookNames } from './runbook-names.ts';
