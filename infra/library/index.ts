/** What `import … from 'one-active-key'` gives an app of the AWS CDK. */

export type { CapabilityProps } from './capability-props.ts';
export { OneActiveKeyGrants } from './grants.ts';
export { InvalidPropError, type PropProblem } from './invalid-prop-error.ts';
export { OneActiveKey } from './one-active-key.ts';
export { OneActiveKeyForwarding } from './one-active-key-forwarding.ts';
export type { OneActiveKeyForwardingProps } from './one-active-key-forwarding-props.ts';
export type { OneActiveKeyProps } from './one-active-key-props.ts';
export type { OperationProps } from './operation-props.ts';
export type { PolicyProps } from './policy-props.ts';
export type { RunbookNames } from './runbook-names.ts';
