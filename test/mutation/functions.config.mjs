import { shared } from './shared.mjs';

/** The code of the three functions and what they share; docs/testing.md lists the survivors. */
export default shared('functions', [
  'ledger/{errors,key-records,layout,lease,receipts,table,touches}.ts',
  'remediation/{request,request-fields,receipt,keep-receipt,daily-pass}.ts',
  'remediation/deactivate/*.ts',
  'remediation/reactivate/*.ts',
  'remediation/delete/*.ts',
  'remediation/settle/*.ts',
  'remediation/shared/{direct-command,ledger-advice,on-leased-user,settle-records,touches-since,user-run,verification,write-attempts}.ts',
  'rule/{parameters,event}.ts',
  'rule/evaluation/{evaluate,evaluation,user-evaluation,account-evaluation,reporter,working-time}.ts',
  'aws/{read-verdict,deadline,aimd-rate,limiter,event-fields,required,iam-users,iam-access-keys}.ts',
  'reevaluation/{reevaluate,event,read-touch,evaluation-minute}.ts',
]);
