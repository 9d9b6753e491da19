import type { CapabilityProps } from './capability-props.ts';
import type { OperationProps } from './operation-props.ts';
import type { PolicyProps } from './policy-props.ts';

/**
 * The props of `OneActiveKey`: the parameters of the account template under the same names, with the same
 * bounds and defaults. Each may also be the value of a parameter of the stack (with a cast, if it is one of a
 * few texts); CloudFormation then decides at the deployment.
 */
export interface OneActiveKeyProps extends PolicyProps, CapabilityProps, OperationProps {}
