import { shared } from './shared.mjs';

/** The operations of the remediation, and what the rule reads and reports; docs/mutation.md lists who survives. */
export default shared('acts', [
  'remediation/{deactivate,deactivation,reactivate,delete-deactivated,deletion,deletion-plan,soak,record}.ts',
  'remediation/{rollback,verification,announcement,undo,request}.ts',
  'rule/{parameters,event,evaluation,user-verdict,user-evaluation,account-evaluation,reporter,deadline}.ts',
]);
