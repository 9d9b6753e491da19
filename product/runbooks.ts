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
