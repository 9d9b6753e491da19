/** The runbooks: the name of each document, and the file of its content in the folder `remediation`. */
export const RUNBOOKS = {
  deactivate: {
    name: 'OneActiveKey-DeactivateSurplusAccessKeys',
    file: 'runbooks/deactivate-surplus-access-keys.yaml',
  },
  reactivate: {
    name: 'OneActiveKey-ReactivateAccessKey',
    file: 'runbooks/reactivate-access-key.yaml',
  },
  delete: {
    name: 'OneActiveKey-DeleteDeactivatedAccessKeys',
    file: 'runbooks/delete-deactivated-access-keys.yaml',
  },
} as const;

/**
 * The runbook that asks approvers first; only the template one-active-key-approval has it, which completes
 * the content.
 */
export const APPROVAL_RUNBOOK = {
  name: 'OneActiveKey-DeactivateWithApproval',
  file: 'runbooks/deactivate-with-approval.yaml',
} as const;
