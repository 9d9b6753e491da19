import { mutationTests } from './vitest-config.ts';

export default mutationTests([
  'test/remediation/*.test.ts',
  'test/rule/*.test.ts',
  'test/rule/aws/*.test.ts',
]);
