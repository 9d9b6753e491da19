/**
 * What is mutated, room by room, and the tests that judge the mutants of a room: its own tables of cases, so
 * that a readable case in the right file kills each mutant, and few enough to run again for each mutant.
 * Property tests are left out: what one of them alone would kill is a case that is missing.
 */
export const ROOMS = {
  policy: {
    mutate: ['policy/*.ts'],
    // The readers are there for the identifiers, which nothing else makes.
    tests: [
      'test/policy/{annotation,boundaries,exemption,iam-command,identifiers,instants,parameters,plan-text,protection,rotation,selection,text,undo-command,verdict,what-is-waived}.test.ts',
      'test/{rule/event,aws/iam-users,aws/iam-access-keys}.test.ts',
    ],
    mayNoneSurvive: true,
  },
  lease: {
    mutate: ['ledger/lease.ts', 'remediation/shared/{user-run,on-leased-user}.ts'],
    tests: ['test/ledger/lease.test.ts', 'test/remediation/shared/{user-run,on-leased-user}.test.ts'],
    mayNoneSurvive: true,
  },
  ledger: {
    mutate: ['ledger/**/*.ts', '!ledger/lease.ts'],
    tests: ['test/ledger/**/*.test.ts'],
  },
  remediation: {
    mutate: [
      'remediation/**/*.ts',
      '!remediation/{index,handler,operations}.ts',
      '!remediation/shared/{user-run,on-leased-user,iam-writes,services}.ts',
    ],
    tests: ['test/remediation/**/*.test.ts'],
  },
  notification: {
    mutate: ['notification/**/*.ts', '!notification/{index,handler}.ts'],
    tests: ['test/notification/*.test.ts'],
  },
  'security-hub': {
    mutate: ['security-hub/*.ts', '!security-hub/{index,services}.ts'],
    tests: ['test/security-hub/*.test.ts'],
  },
  rule: {
    mutate: ['rule/**/*.ts', '!rule/{index,handler}.ts'],
    tests: ['test/rule/**/*.test.ts'],
  },
  reevaluation: {
    mutate: ['reevaluation/*.ts', '!reevaluation/{index,handler}.ts'],
    tests: ['test/reevaluation/*.test.ts'],
  },
  aws: {
    mutate: ['aws/*.ts'],
    tests: ['test/aws/*.test.ts'],
  },
};

/** The room whose name `main.mjs` has put into the environment, for Stryker and for vitest. */
export function currentRoom() {
  const { MUTATION_ROOM: name } = process.env;
  const room = ROOMS[name];
  if (!room)
    throw new Error(`MUTATION_ROOM: expected one of ${Object.keys(ROOMS).join(', ')}; received ${name}`);
  return { name, ...room };
}
