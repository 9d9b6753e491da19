import type { CfnParameterProps } from 'aws-cdk-lib';
import type { WholeNumber } from '../../policy/parameters.ts';
import { wholeNumberPattern } from './patterns.ts';

/**
 * The definition of a parameter for whole numbers. Its type is String with a pattern: the type Number accepts
 * fractions, which the services would refuse in the middle of a deployment.
 */
export function wholeNumber({ min, max, default: byDefault, description }: WholeNumber): CfnParameterProps {
  return {
    description: `${min}-${max}. ${description}.`,
    default: String(byDefault),
    allowedPattern: wholeNumberPattern(min, max),
    constraintDescription: `a whole number from ${min} to ${max}`,
  };
}
