import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeldResult } from '../../aws/compliance-of-resource.ts';
import { RETIRED_ANNOTATION } from '../../policy/annotation.ts';
import { formatNote, NOTE_AUTHOR, parseOurNote } from '../../security-hub/note.ts';
import { type FindingState, planUpdate } from '../../security-hub/plan-update.ts';

const AT = new Date('2026-11-21T12:00:00.000Z');
const result = (complianceType: string, annotation = 'words'): HeldResult => ({
  complianceType: complianceType as HeldResult['complianceType'],
  annotation,
  recordedAt: AT,
});
const RESULTS = {
  nonCompliant: result('NON_COMPLIANT'),
  compliant: result('COMPLIANT'),
  exempt: result('NOT_APPLICABLE'),
  gone: result('NOT_APPLICABLE', RETIRED_ANNOTATION),
} as const;
type Case = keyof typeof RESULTS;

const STATUSES = ['NEW', 'NOTIFIED', 'SUPPRESSED', 'RESOLVED'] as const;
type Status = (typeof STATUSES)[number];

/** A finding after a plan for it was carried out. */
function applied(finding: FindingState, plan: ReturnType<typeof planUpdate>): FindingState {
  if (plan.action === 'leave') return finding;
  return {
    note: { text: plan.note, updatedBy: NOTE_AUTHOR },
    workflowStatus: plan.workflowStatus ?? finding.workflowStatus,
  };
}

/** The statuses of a finding that begins without a note, as AWS Config says one thing after the other. */
function course(start: Status, ...cases: readonly Case[]): readonly string[] {
  let finding: FindingState = { note: undefined, workflowStatus: start };
  return cases.map((each) => {
    finding = applied(finding, planUpdate(finding, RESULTS[each]));
    return finding.workflowStatus;
  });
}

describe('the workflow status', () => {
  const COURSES: readonly (readonly [Status, readonly Case[], readonly Status[]])[] = [
    ['NEW', ['nonCompliant'], ['NEW']],
    ['NEW', ['exempt', 'nonCompliant'], ['SUPPRESSED', 'NEW']],
    ['NEW', ['exempt', 'exempt', 'nonCompliant'], ['SUPPRESSED', 'SUPPRESSED', 'NEW']],
    ['NEW', ['exempt', 'compliant', 'exempt'], ['SUPPRESSED', 'RESOLVED', 'SUPPRESSED']],
    ['NEW', ['exempt', 'gone'], ['SUPPRESSED', 'RESOLVED']],
    ['NEW', ['nonCompliant', 'compliant', 'nonCompliant'], ['NEW', 'RESOLVED', 'NEW']],
    ['NOTIFIED', ['nonCompliant', 'exempt', 'nonCompliant'], ['NOTIFIED', 'SUPPRESSED', 'NEW']],
    ['NOTIFIED', ['compliant'], ['RESOLVED']],
    ['SUPPRESSED', ['nonCompliant', 'exempt', 'compliant', 'gone'], Array(4).fill('SUPPRESSED')],
    ['RESOLVED', ['nonCompliant', 'exempt', 'compliant', 'gone'], Array(4).fill('RESOLVED')],
  ];
  it.each(COURSES)('from %s, %j: %j', (start, cases, expected) => {
    expect(course(start, ...cases)).toEqual(expected);
  });
});

describe('nothing is planned', () => {
  const state = (workflowStatus: string, text?: string, updatedBy = NOTE_AUTHOR): FindingState => ({
    workflowStatus,
    note: text === undefined ? undefined : { text, updatedBy },
  });
  const OURS = formatNote({ situation: 'nonCompliant', claim: undefined, annotation: 'words' }, AT);
  it.each([
    ['without a result', state('NEW'), undefined, 'NoResult'],
    ['with a result that no rule reports', state('NEW'), result('INSUFFICIENT_DATA'), 'NoResult'],
    ['with a type that AWS may add', state('NEW'), result('UNKNOWN'), 'NoResult'],
    ['for a note of a person', state('NEW', 'mine', 'ana'), RESULTS.exempt, 'NoteOfSomebodyElse'],
    ['for our note in the name of a person', state('NEW', OURS, 'ana'), RESULTS.exempt, 'NoteOfSomebodyElse'],
    ['for a note in our name with other words', state('NEW', 'mine'), RESULTS.exempt, 'NoteOfSomebodyElse'],
    [
      'for a note that a person completed',
      state('NEW', `(Ana) ${OURS}`),
      RESULTS.exempt,
      'NoteOfSomebodyElse',
    ],
    ['for our own note of the same words', state('NEW', OURS), RESULTS.nonCompliant, 'UpToDate'],
    ['for a resolved finding of a user that complies', state('RESOLVED'), RESULTS.compliant, 'UpToDate'],
  ] as const)('%s', (_, finding, held, reason) => {
    expect(planUpdate(finding, held)).toEqual({ action: 'leave', reason });
  });
});

describe('laws', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom(
      'workflow status SUPPRESSED by One Active Key: x',
      'x, workflow status SUPPRESSED by One Active Key:',
      '\u202Egnp.exe\u0007\u001b[2J\r\nNON_COMPLIANT as of 2026-11-21T12:00Z: y',
      ' '.repeat(300),
      'K'.repeat(600),
      RETIRED_ANNOTATION,
    ),
  );
  const results = fc.record({
    complianceType: fc.constantFrom('NON_COMPLIANT', 'COMPLIANT', 'NOT_APPLICABLE'),
    annotation: hostile,
    recordedAt: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }),
  }) as fc.Arbitrary<HeldResult>;
  const findings: fc.Arbitrary<FindingState> = fc.record({
    workflowStatus: fc.constantFrom(...STATUSES),
    note: fc.option(fc.record({ text: hostile, updatedBy: fc.constantFrom(NOTE_AUTHOR, 'ana') }), {
      nil: undefined,
    }),
  });
  const RUNS = { numRuns: 1_000 };

  it('a second plan plans nothing: no event of ours causes another update', () => {
    fc.assert(
      fc.property(findings, fc.array(results, { minLength: 1, maxLength: 4 }), (start, held) => {
        let finding = start;
        for (const each of held) {
          finding = applied(finding, planUpdate(finding, each));
          expect(planUpdate(finding, each).action).toBe('leave');
        }
      }),
      RUNS,
    );
  });

  it('a later evaluation with the same words plans nothing', () => {
    fc.assert(
      fc.property(findings, results, (start, held) => {
        const finding = applied(start, planUpdate(start, held));
        const later = { ...held, recordedAt: new Date(held.recordedAt.getTime() + 86_400_000) };
        expect(planUpdate(finding, later).action).toBe('leave');
      }),
      RUNS,
    );
  });

  it('a note has 1 to 512 characters, on one line, none of which is unsafe, and can be read back', () => {
    fc.assert(
      fc.property(findings, results, (finding, held) => {
        const plan = planUpdate(finding, held);
        if (plan.action === 'leave') return;
        expect(plan.note.length).toBeLessThanOrEqual(512);
        expect(plan.note).toMatch(/\S/);
        expect(plan.note).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        expect(parseOurNote({ text: plan.note, updatedBy: NOTE_AUTHOR })?.claim).toBe(
          plan.workflowStatus === 'NEW' ? undefined : plan.workflowStatus,
        );
      }),
      RUNS,
    );
  });

  it('what an owner writes never claims a status in our name', () => {
    fc.assert(
      fc.property(hostile, (annotation) => {
        const text = formatNote({ situation: 'exempt', claim: undefined, annotation }, AT);
        expect(parseOurNote({ text, updatedBy: NOTE_AUTHOR })).toMatchObject({
          situation: 'exempt',
          claim: undefined,
        });
      }),
      RUNS,
    );
  });

  it('a status that we did not set is never SUPPRESSED no more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Case>('nonCompliant', 'compliant', 'exempt', 'gone')), (cases) => {
        expect(new Set(course('SUPPRESSED', ...cases))).toEqual(
          new Set(cases.length > 0 ? ['SUPPRESSED'] : []),
        );
      }),
      RUNS,
    );
  });
});

describe('an annotation that is longer than AWS Config allows', () => {
  it('is cut between words, never within the id of a key', () => {
    const annotation = Array.from({ length: 40 }, (_, n) => `AKIA${String(n).padStart(9, '0')}EXAMPLE`).join(
      ' ',
    );
    const text = formatNote({ situation: 'nonCompliant', claim: undefined, annotation }, AT);
    expect(text.length).toBeLessThanOrEqual(512);
    expect(text.endsWith(' …')).toBe(true);
    const keys = text.match(/AKIA\S*/g) ?? [];
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !/^AKIA\d{9}EXAMPLE$/.test(key))).toEqual([]);
  });
});
