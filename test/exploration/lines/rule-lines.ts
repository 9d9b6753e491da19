import type { ProtectingLine } from './protecting-line.ts';

const NOT_JUDGED = 'the last change of alice is not judged';
const OLDER_COMES_LAST = 'an older evaluation comes after it';
const TWO_SWEEPS = 'instead of 1 sweeps 2 were made';

const TABLE = 'ledger/table.ts';
const TRANSITIONS = 'ledger/evaluations/transitions.ts';
const START_RULE = 'ledger/evaluations/start-rule.ts';
/** The condition of every deletion. */
const OWN_NONCE = '    ...expressionOf({ mayBeAbsent: false, nonces: [nonce] }),\n';
const RUN_ASSIGNED = 'rule/assignment/run-assigned.ts';

/** What loses a change if it is taken out. */
const JUDGED: readonly ProtectingLine[] = [
  {
    protects: 'A change is noted before its evaluation is scheduled.',
    file: 'reevaluation/reevaluate.ts',
    find:
      '  for (const user of names) await noteChange(ledger, { user, at: now(), nonce: randomId() });\n' +
      '  return scheduleEvaluation(services, functionArn, { postponements: 0 });',
    replace:
      '  const name = await scheduleEvaluation(services, functionArn, { postponements: 0 });\n' +
      '  for (const user of names) await noteChange(ledger, { user, at: now(), nonce: randomId() });\n' +
      '  return name;',
    scenario: 'change',
    schedule: '4:S1',
    broken: NOT_JUDGED,
  },
  {
    protects: 'A change is told to every rule before its note is removed.',
    file: 'ledger/evaluations/start-evaluations.ts',
    find:
      '    for (const rule of rules) await tellRule(ledger, nameOfRule(rule), await asTold(services, rule, note));\n' +
      '    await removeChange(ledger, note);',
    replace:
      '    await removeChange(ledger, note);\n' +
      '    for (const rule of rules) await tellRule(ledger, nameOfRule(rule), await asTold(services, rule, note));',
    scenario: 'change',
    schedule: '8:lost-for-good',
    broken: NOT_JUDGED,
  },
  {
    protects: 'The note of a change is removed only if it is the one that the rules were told of.',
    file: TABLE,
    find: OWN_NONCE,
    replace: '',
    scenario: 'two-changes',
    schedule: '9:late 28:change-alice',
    broken: NOT_JUDGED,
  },
  {
    protects: 'The note of a user is removed only if it is the one that was evaluated.',
    file: TABLE,
    find: OWN_NONCE,
    replace: '',
    scenario: 'two-changes',
    schedule: '27:change-alice 27:E2 33:S2',
    broken: NOT_JUDGED,
  },
  {
    protects: 'The note of a user is removed after AWS Config took the evaluation.',
    file: RUN_ASSIGNED,
    find: 'const evaluated = await evaluateClaims(run, claims, unchanged);',
    replace:
      'await endTargetedRun(ending, { evaluated: claims, isComplete: false });\n' +
      '    const evaluated = await evaluateClaims(run, claims, async () => claims);',
    scenario: 'change',
    schedule: '22:lost-for-good',
    broken: NOT_JUDGED,
  },
  {
    protects:
      'A targeted run of which a user is left is not completed, so that its retry evaluates that user.',
    file: RUN_ASSIGNED,
    find: 'const isComplete = run.tally.failures.every(({ subject }) => subject === LEDGER);',
    replace: 'const isComplete = true;',
    scenario: 'change',
    schedule: '22:unavailable',
    broken: NOT_JUDGED,
  },
  {
    protects: 'The notes are read with every earlier write.',
    file: 'ledger/table.ts',
    find: 'ConsistentRead: true,\n      ...keyCondition',
    replace: '...keyCondition',
    scenario: 'change',
    schedule: '10:outdated',
    broken: NOT_JUDGED,
  },
  {
    protects: 'A start that AWS Config refuses is made again.',
    file: START_RULE,
    find: "if (result === 'refused') return { isStarted: false, postponed: REFUSED, errors: rest.errors };",
    replace: "if (result === 'refused') return { isStarted: false, errors: rest.errors };",
    scenario: 'console-and-change',
    schedule: '1:console 22:change-alice',
    broken: NOT_JUDGED,
  },
  {
    protects: 'The run of an older notification takes nobody on.',
    file: TRANSITIONS,
    find: '  if (newestAt && notifiedAt < newestAt) return [];\n',
    replace: '',
    scenario: 'two-changes',
    schedule: '17:change-alice 19:killed 37:N2 46:change-alice 50:E3 55:S3',
    broken: NOT_JUDGED,
  },
  {
    protects: 'Before a targeted run reports, it leaves out the users that have changed again.',
    file: RUN_ASSIGNED,
    find: 'const unchanged = () => unchangedClaims(ending, claims);',
    replace: 'const unchanged = async () => claims;',
    scenario: 'two-changes',
    schedule: '27:change-alice 27:E2 31:S2 43:N2',
    broken: OLDER_COMES_LAST,
  },
  {
    protects: 'Before a sweep reports an all-clear, it leaves out the users that a newer run has taken on.',
    file: RUN_ASSIGNED,
    find: 'const newerRuns = () => newerUsers(ending, problems);',
    replace: 'const newerRuns = async () => new Set<string>();',
    scenario: 'schedule-and-change',
    schedule: '8:change-alice 10:E1 15:S1 27:N1',
    broken: OLDER_COMES_LAST,
  },
  {
    protects: 'A targeted run calls a user gone only if two listings lack it.',
    file: 'rule/evaluation/retirement.ts',
    find: 'const second = isAnybodyMissing ? await listAllUsers(run, SECOND_LISTING) : first;',
    replace: 'const second = first;',
    scenario: 'deleted-and-created',
    schedule: '24:create-carol 24:E2 28:S2 38:N2',
    broken: 'calls a user gone who exists',
  },
  {
    protects: 'A sweep calls a user gone only if two listings lack it.',
    file: 'rule/evaluation/account-evaluation.ts',
    find: 'findGone({ held, first, second })',
    replace: 'findGone({ held, first, second: first })',
    scenario: 'schedule-and-created',
    schedule: '6:create-carol 6:E1 11:S1 21:N1',
    broken: 'calls a user gone who exists',
  },
];

/** What costs a sweep, or makes one too many, if it is taken out. */
const SWEEPS: readonly ProtectingLine[] = [
  {
    protects: 'A start is owed a targeted run only when AWS Config has accepted it.',
    file: 'ledger/evaluations/owed-starts.ts',
    find: 'owed.find((each) => each.isAccepted && isAwaited(each, now))',
    replace: 'owed.find((each) => isAwaited(each, now))',
    scenario: 'change-and-console-disturbed',
    schedule: '5:console 13:lost-for-good',
    broken: 'of 1 sweeps 0 were made',
  },
  {
    protects: 'A notification that comes when a sweep is due is a sweep, whatever is owed.',
    file: TRANSITIONS,
    find: 'if (owed && !isSweepDue(state, owed, arrival)) {',
    replace: 'if (owed) {',
    scenario: 'lost-notification',
    schedule: '4:S1 20:lose-notification',
    broken: 'of 1 sweeps 0 were made',
  },
  {
    protects:
      'If the notification of a start does the sweep of the schedule, its marker stays for that of the schedule.',
    file: TRANSITIONS,
    find: 'owed: keepForSchedule(state, owed, now) }',
    replace: 'owed: owed ? withoutOwed(state, owed.nonce).owed : state.owed }',
    scenario: 'change-and-schedule',
    schedule: '4:S1',
    broken: TWO_SWEEPS,
  },
  {
    protects: 'What is known of a rule is written only over what was read.',
    file: 'ledger/evaluations/rule-item.ts',
    find: 'const condition = malformed ? ALWAYS : ',
    replace: 'const condition = true ? ALWAYS : ',
    scenario: 'two-changes',
    schedule: '4:S1 23:S2',
    broken: 'instead of 0 sweeps 1 were made',
  },
  {
    protects: 'A notification that comes again after its run was completed does nothing.',
    file: 'rule/assignment/assignment.ts',
    find: "  if (isCompleted) return { kind: 'repeated' };\n",
    replace: '',
    scenario: 'twice-delivered',
    schedule: 'none',
    broken: 'did what was done already',
  },
  {
    protects: 'The retry of a sweep is for the users only that it left.',
    file: 'rule/assignment/end-run.ts',
    find: '  else await leave(run, unevaluated);\n',
    replace: '',
    scenario: 'schedule-disturbed',
    schedule: '7:unavailable',
    broken: TWO_SWEEPS,
  },
  {
    protects: 'A notification that comes again begins a run of the same kind.',
    file: TRANSITIONS,
    find: '  if (known) {',
    replace: '  if (false) {',
    scenario: 'schedule-disturbed',
    schedule: '7:unavailable',
    broken: TWO_SWEEPS,
  },
  {
    protects: 'A note that a run under way has taken on is not taken on by another.',
    file: 'ledger/evaluations/runs-on-record.ts',
    find: 'user !== ANYONE && !claimed.has(nonce)',
    replace: 'user !== ANYONE',
    scenario: 'two-changes',
    schedule: '5:change-alice 23:S2 42:N2',
    broken: 'two runs read the user of one note',
  },
];

/** The lines whose loss the exploration finds. */
export const RULE_LINES: readonly ProtectingLine[] = [...JUDGED, ...SWEEPS];
