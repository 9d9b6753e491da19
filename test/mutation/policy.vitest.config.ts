import { mutationTests } from './vitest-config.ts';

// Tables only: they are fast and say what is right, and a law that alone kills a mutant hides a case that is missing.
// The readers are there for the identifiers, which nothing else makes.
export default mutationTests([
  'test/policy/{annotation,boundaries,identifiers,parameters,plan-text,selection,text,undo-command,verdict,what-is-waived}.test.ts',
  'test/{rule/event,aws/iam-users,aws/iam-access-keys}.test.ts',
]);
