import type { ProtectingLine } from './protecting-line.ts';

/** Lines by which a record, and not a look, says what is ours, and names are not taken for users. */
export const RECORD_LINES: readonly ProtectingLine[] = [
  {
    protects: 'A recent record outranks what IAM shows: its key is neither survivor nor surplus.',
    file: 'remediation/deactivate/prepare-deactivation.ts',
    find: 'const uncounted = new Set(recent.map(({ key }) => key));',
    replace: 'const uncounted = new Set<never>();',
    scenario: 'late-deactivation',
    schedule: 'none',
    broken: 'B took the last active key, K0',
  },
  {
    protects: 'No look at IAM ends a recent record.',
    file: 'remediation/shared/settle-records.ts',
    find: "if (status === 'Active') return isRecentlyDeactivated(record, now) ? state : 'undone';",
    replace: "if (status === 'Active') return 'undone';",
    scenario: 'late-deactivation',
    schedule: 'none',
    broken: 'B took the last active key, K0',
  },
  {
    protects: 'An intention whose key is Inactive is unproven, and not ours.',
    file: 'remediation/shared/settle-records.ts',
    find: "if (state === 'intended') return 'unproven';",
    replace: "if (state === 'intended') return 'done';",
    also: [
      {
        find: '{ ...record, state }',
        replace: '{ ...record, deactivatedAt: record.deactivatedAt ?? record.intendedAt, state }',
      },
    ],
    scenario: 'unseen-undo',
    schedule: '11:off-K1 11:killed',
    broken: 'B set K1 to Active, which a person had deactivated',
  },
  {
    protects: 'Before a record is settled as gone, the name of the user is checked.',
    file: 'remediation/shared/settle-records.ts',
    find: "  if (next.some(({ state }) => state === 'gone')) await readTags(services.iam, user);\n",
    replace: '',
    scenario: 'undo',
    schedule: '4:swap',
    broken: 'a record says that K1 is gone, which exists',
  },
  {
    protects: 'A name counts only together with the unique id.',
    file: 'aws/iam-users.ts',
    find: 'return named?.userId === user.userId ? named.tags : undefined;',
    replace: 'return named?.tags;',
    scenario: 'deactivate',
    schedule: '4:swap',
    broken: 'A changed another user',
  },
  {
    protects: 'A user is gone only if two complete listings lack it.',
    file: 'aws/iam-users.ts',
    find: '(await findUserInListing(iam, id)) ?? findUserInListing(iam, id)',
    replace: 'await findUserInListing(iam, id)',
    scenario: 'renamed-between-pages',
    schedule: '3:rename',
    broken: 'A says that the user is gone',
  },
];
