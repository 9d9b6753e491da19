/** The limits of AWS on the way from ten accounts to ten thousand, each with its authority. */

/**
 * The most stack instances of one Region on which all StackSets of an administrator account work at the same
 * time (CloudFormation User Guide, "Understand CloudFormation quotas", StackSets instance operations; 3,500
 * until 2021).
 */
export const STACK_INSTANCE_OPERATIONS = 10_000;

/** The largest value of a parameter, in bytes (CloudFormation User Guide, quotas). */
const PARAMETER_BYTES = 4_096;

/** The digits of an account id. */
const ACCOUNT_ID_DIGITS = 12;

/** The most account ids, separated by commas, that one parameter holds: 315. */
export const IDS_IN_A_PARAMETER = Math.floor((PARAMETER_BYTES + 1) / (ACCOUNT_ID_DIGITS + 1));
