import { shared } from './shared.mjs';

/** The operations of the remediation, and what the rule reads and reports; docs/mutation.md lists the survivors. */
export default shared('acts', [
  'remediation/{request,request-fields}.ts',
  'remediation/deactivate/*.ts',
  'remediation/reactivate/*.ts',
  'remediation/delete/{blockers,delete-deactivated,deletion,deletion-plan,soak}.ts',
  'remediation/shared/{record,verification,announcement}.ts',
  'rule/{parameters,event}.ts',
  'rule/evaluation/{evaluation,user-evaluation,account-evaluation,reporter,working-time}.ts',
  'policy/parameters.ts',
  'aws/{read-verdict,deadline}.ts',
]);
