import { mutationTests } from './vitest-config.ts';

export default mutationTests([
  'test/ledger/*.test.ts',
  'test/remediation/{*,deactivate/*,reactivate/*,delete/*,shared/*}.test.ts',
  'test/rule/{*,evaluation/*}.test.ts',
  'test/aws/*.test.ts',
  'test/reevaluation/*.test.ts',
]);
