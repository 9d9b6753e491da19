import type { ProtectingLine } from './protecting-line.ts';

/** Lines that keep runs on one user apart. */
export const LEASE_LINES: readonly ProtectingLine[] = [
  {
    protects: 'Only one run at a time works on a user: a lease that another run holds is a refusal.',
    file: 'ledger/lease.ts',
    find: "if (isInForce(holder, now)) return { kind: 'held', by: holder };",
    replace: '',
    scenario: 'deactivate-twice',
    schedule: '5:B',
    broken: 'A failed for no reason: Error LedgerFailedError',
  },
  {
    protects:
      'A lease that is over is taken only by the first run that comes: the one that was read is replaced, and no other.',
    file: 'ledger/lease.ts',
    find: 'const second = await putItem(ledger, itemOf(lease), { mayBeAbsent: true, nonces });',
    replace: "const second = await putItem(ledger, itemOf(lease), 'always');",
    scenario: 'expired-lease',
    schedule: '2:B 8:A',
    broken: 'B failed for no reason: Error LedgerFailedError',
  },
  {
    protects: 'A lease that ends later than any clock could have written counts for nothing.',
    file: 'ledger/lease.ts',
    find: 'left > 0 && left <= LEASE_MS + MAX_CLOCK_SKEW_MS',
    replace: 'left > 0',
    scenario: 'void-lease',
    schedule: 'none',
    broken: 'A was refused for its own lease',
  },
  {
    protects: 'The nonce of a lease: a repeated request finds its own lease.',
    file: 'ledger/lease.ts',
    find: '{ mayBeAbsent: true, nonces: [lease.nonce] }',
    replace: "{ mayBeAbsent: true, nonces: ['none'] }",
    scenario: 'deactivate',
    schedule: '1:lost',
    broken: 'A was refused for its own lease',
  },
  {
    protects: 'The nonce of a record: a repeated request finds its own record.',
    file: 'ledger/key-records.ts',
    find: 'previous ? ([next.nonce, previous.nonce] as const) : ([next.nonce] as const)',
    replace: "previous ? ([previous.nonce] as const) : (['none'] as const)",
    scenario: 'deactivate',
    schedule: '8:lost',
    broken: 'A failed for no reason: Error LedgerFailedError',
  },
  {
    protects: 'Before each write to IAM the run proves that it still holds the lease.',
    file: 'remediation/shared/user-run.ts',
    find: '      await proveLease(ledger, lease);\n',
    replace: '',
    scenario: 'clocks-far-apart',
    schedule: '0:B 10:A',
    broken: 'B took the last active key, K0',
  },
  {
    protects: 'After a doubt the lease is left to expire: a request may still land.',
    file: 'remediation/shared/user-run.ts',
    find: 'if (!run.isInDoubt()) await release();',
    replace: 'await release();',
    scenario: 'delete-then-undo',
    schedule: '14:late',
    broken: 'B says Reactivated of K1, which is deleted',
  },
];
