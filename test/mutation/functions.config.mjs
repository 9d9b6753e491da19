import { shared } from './shared.mjs';

/** The code of the three functions and what they share; docs/mutation.md lists the survivors. */
export default shared('functions', [
  'remediation/{request,request-fields}.ts',
  'remediation/deactivate/*.ts',
  'remediation/reactivate/*.ts',
  'remediation/delete/{blockers,delete-deactivated,deletion,deletion-plan,soak}.ts',
  'remediation/shared/{record,verification,announcement}.ts',
  'rule/{parameters,event}.ts',
  'rule/evaluation/{evaluate,evaluation,user-evaluation,account-evaluation,reporter,working-time}.ts',
  'aws/{read-verdict,deadline,aimd-rate,limiter,event-fields,required,iam-users,iam-access-keys}.ts',
  'reevaluation/{reevaluate,event,evaluation-minute}.ts',
]);
