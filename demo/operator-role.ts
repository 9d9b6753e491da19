/** The role by which a command may act in the second account of the sandbox. */
export const OPERATOR_ROLE = 'one-active-key-operator';
