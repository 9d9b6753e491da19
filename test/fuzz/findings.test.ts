import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { ACTION_EVENT, IMPORTED_EVENT, parseTrigger, REFRESH_EVENT } from '../../security-hub/event.ts';
import type { Finding } from '../../security-hub/finding.ts';
import { formatNote, NOTE_AUTHOR, NOTE_LIMIT, parseOurNote, SITUATIONS } from '../../security-hub/note.ts';
import { planUpdate } from '../../security-hub/plan-update.ts';
import { assertLaw, nearlyValid, nearlyValidText } from '../support/fuzz.ts';
import { NOW } from '../support/users.ts';

const OURS = formatNote({ situation: 'exempt', claim: 'SUPPRESSED', annotation: 'exempt: migration' }, NOW);

const FINDING = {
  Id: 'arn:aws:securityhub:us-east-1:111122223333:finding/1',
  ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/config',
  AwsAccountId: '111122223333',
  Region: 'us-east-1',
  GeneratorId: 'arn:aws:config:us-east-1:111122223333:config-rule/config-rule-abc123',
  Title: 'one-active-key',
  Resources: [
    {
      Id: 'arn:aws:iam::111122223333:user/apps/alice',
      Details: { AwsIamUser: { UserId: 'AIDACKCEVSQ6C2EXAMPLE' } },
    },
  ],
  Note: { Text: OURS, UpdatedBy: NOTE_AUTHOR },
  Workflow: { Status: 'SUPPRESSED' },
  Compliance: { Status: 'FAILED' },
};

const eventWith = (detailType: string) => ({
  id: '12345678-0000-4000-8000-0123456789ab',
  source: 'aws.securityhub',
  'detail-type': detailType,
  detail: { actionName: 'OneActiveKey', findings: [FINDING] },
});

const TEXTS = ['id', 'productArn', 'accountId', 'region', 'configRuleArn', 'configRuleName'] as const;

function expectFinding(finding: Finding): void {
  const { user, note, workflowStatus, complianceStatus } = finding;
  const texts = [...TEXTS.map((name) => finding[name]), workflowStatus, complianceStatus, user.arn];
  for (const text of texts) expect(typeof text).toBe('string');
  if (user.id !== undefined) expect(user.id).toMatch(/^AIDA[A-Z0-9]{12,124}$/);
  if (user.name !== undefined) {
    expect(user.name).toMatch(/^[\w+=,.@-]{1,64}$/);
    expect(user.arn.split(':')[4]).toBe(finding.accountId);
  }
  if (note) expect(note.text).not.toBe('');
}

describe('a nearly valid event of Security Hub', () => {
  it('leads to findings whose members are texts, to the daily pass, or to a MalformedEventError', () =>
    assertLaw({
      inputs: fc.oneof(
        ...[eventWith(IMPORTED_EVENT), eventWith(ACTION_EVENT), REFRESH_EVENT].map(nearlyValid),
      ),
      read: parseTrigger,
      contract: (trigger) => {
        if (trigger.kind === 'action') expect(trigger.eventId).not.toBe('');
        if (trigger.kind === 'refresh') return;
        for (const finding of trigger.findings) expectFinding(finding);
      },
      errors: [MalformedEventError],
      numRuns: 1_000,
    }));
});

describe('a note of a finding, whoever wrote it', () => {
  const result = { complianceType: 'NOT_APPLICABLE', annotation: 'exempt', recordedAt: NOW } as const;

  it('is ours with a situation and a claim that we write, or is left as it is', () =>
    assertLaw({
      inputs: fc.record({
        text: fc.oneof(nearlyValidText(OURS), fc.string({ unit: 'binary' })),
        updatedBy: fc.oneof({ weight: 4, arbitrary: fc.constant(NOTE_AUTHOR) }, nearlyValidText(NOTE_AUTHOR)),
      }),
      read: parseOurNote,
      contract: (read, note) => {
        const plan = planUpdate({ note, workflowStatus: 'SUPPRESSED' }, result);
        if (plan.action === 'update') expect([...plan.note].length).toBeLessThanOrEqual(NOTE_LIMIT);
        if (read === undefined) expect(plan).toEqual({ action: 'leave', reason: 'NoteOfSomebodyElse' });
        else {
          expect(note.updatedBy).toBe(NOTE_AUTHOR);
          expect(Object.keys(SITUATIONS)).toContain(read.situation);
          expect([undefined, 'SUPPRESSED', 'RESOLVED']).toContain(read.claim);
        }
      },
      numRuns: 1_000,
    }));
});
