import { describe, expect, it } from 'vitest';
import { LEDGER_ACCESS, type LedgerKind } from '../../infra/permissions/ledger.ts';
import { NAMES } from '../../product/names.ts';
import {
  actionsOf,
  FORWARDING_ROLE,
  forwardingStack,
  REVIEWER_ACCOUNT,
  roleNamed,
  stackWithDigest,
} from '../infra/least-privilege/deployed-roles.ts';
import { own } from '../infra/least-privilege/requests.ts';
import type { DeployedResource } from '../support/cloudformation/deploy.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage } from '../support/pages.ts';

const [, section = ''] = readPage('docs/security.md').split(
  '\n### What each role could do with other code\n',
);
const rows = Array.from(
  section.split('\n### ')[0]?.matchAll(/^\| (.+?) \| (.+) \| (.+) \|$/gm) ?? [],
  (cells) => cells.slice(1),
).filter(([role]) => role !== 'role' && role !== '---');

/** The row of a role: what it could do at most, and what it could not. */
function rowOf(title: string): readonly [string, string] {
  const [, atMost = '', not = ''] = rows.find(([role = '']) => role.split(',')[0] === title) ?? [];
  return [atMost, not];
}

/** The account's stack with everything that adds a permission to a role. */
const everything = stackWithDigest({
  parameters: {
    Remediation: 'Automatic',
    Deletion: 'Daily',
    KmsKeyArn: own.kmsKey,
    ReviewerAccountId: REVIEWER_ACCOUNT,
  },
});
const securityHub = deploy(templateOf('OneActiveKeySecurityHub'), { parameters: { CustomAction: 'true' } });

/** Every role of the templates, by the title of its row. */
const ROLES: Readonly<Record<string, DeployedResource>> = {
  rule: roleNamed(everything, NAMES.ruleFunction),
  remediation: roleNamed(everything, NAMES.remediationFunction),
  're-evaluation': roleNamed(everything, NAMES.reevaluationFunction),
  scheduler: roleNamed(everything, NAMES.schedulerRole),
  automation: roleNamed(everything, NAMES.automationRole),
  forwarding: roleNamed(forwardingStack(), FORWARDING_ROLE),
  notification: roleNamed(everything, NAMES.notificationFunction),
  reviewer: roleNamed(everything, NAMES.reviewerRole),
  'security hub': roleNamed(securityHub, NAMES.securityHubFunction),
};

/**
 * Facts about rules, our own parameter, its own log, the keys of what a row names; the ledger has a test of
 * its own.
 */
const HARMLESS =
  /^(?:config:DescribeConfigRules|config:GetComplianceDetailsByConfigRule|ssm:GetParameter|logs:.*|kms:.*|dynamodb:.*)$/;

/** What a row has to say if the role has an action; several where roles use the action for different ends. */
const MEANINGS: Readonly<Record<string, RegExp>> = {
  'config:GetComplianceDetailsByResource': /the results of all rules/,
  'config:PutEvaluations': /falsify evaluations/,
  'config:StartConfigRulesEvaluation': /start evaluations of any rule/,
  'events:PutEvents': /put events onto/,
  'iam:DeleteAccessKey': /with deletion delete every key/,
  'iam:GetAccessKeyLastUsed': /last use|read the same/,
  'iam:GetUser': /name(?: and|,) tags|read the same|users with their tags/,
  'iam:ListAccessKeys': /keys' ids|read the same/,
  'iam:ListUsers': /every user's name|read the same/,
  'iam:PassRole': /with the (?:automation|scheduler) role|start the deactivation runbook/,
  'iam:TagUser': /exempt every user/,
  'iam:UpdateAccessKey': /set every key of every user to Active or Inactive/,
  'lambda:InvokeFunction':
    /have any text told|invoke the (?:remediation|re-evaluation) function, with any input/,
  'scheduler:CreateSchedule': /make schedules in the group `one-active-key`/,
  'securityhub:BatchUpdateFindings': /write any note in our name, and hide or show findings/,
  'securityhub:GetFindings': /read all findings/,
  'sns:Publish': /publish any text to the topics/,
  'ssm:GetParametersByPath': /read the parameters below `\/one-active-key`/,
  'ssm:StartAutomationExecution': /start our runbooks|start the deactivation runbook/,
};

const purposeOf = (title: string) => title.replace('re-evaluation', 'reevaluation');
const accessOf = (title: string) =>
  (LEDGER_ACCESS as Partial<Record<string, readonly { action: string; kinds: readonly LedgerKind[] }[]>>)[
    purposeOf(title)
  ] ?? [];
const kindsOf = (title: string, ...actions: readonly string[]) => [
  ...new Set(
    accessOf(title)
      .filter(({ action }) => actions.includes(action.replace('dynamodb:', '')))
      .flatMap(({ kinds }) => kinds),
  ),
];

it('has a row for every role, and no other', () => {
  expect(rows.map(([role = '']) => role.split(',')[0])).toEqual(Object.keys(ROLES));
  const deployed = [everything, forwardingStack(), securityHub].flatMap((stack) =>
    stack.ofType('AWS::IAM::Role'),
  );
  expect(deployed).toHaveLength(Object.keys(ROLES).length);
});

// The row of reviewers refers to the list of their section, which the next test reads.
const withMeanings = Object.entries(ROLES).filter(([title]) => title !== 'reviewer');

describe.each(withMeanings)('the row of the role %s', (title, role) => {
  const [atMost, not] = rowOf(title);

  it('says what each of its actions could be misused for', () => {
    const actions = [...new Set(actionsOf(role))].filter((action) => !HARMLESS.test(action));
    expect(actions.filter((action) => !MEANINGS[action]?.test(atMost))).toEqual([]);
  });

  it('names every kind of the ledger that it may write or delete, and no other', () => {
    const named = Array.from(atMost.matchAll(/`([A-Z]+)`/g), ([, kind]) => kind);
    expect(named.toSorted()).toEqual(kindsOf(title, 'PutItem', 'DeleteItem').toSorted());
  });

  it('claims of the ledger only what the role may not do', () => {
    const words: Readonly<Record<string, LedgerKind>> = {
      lease: 'LEASE',
      record: 'KEY',
      touch: 'TOUCHED',
      receipt: 'RECEIPT',
    };
    const claim =
      /\b(read or write|read|note or remove) ((?:an? (?:lease|record|touch|receipt)(?:, | or )?)+)/.exec(not);
    const actions = {
      'read or write': ['PutItem', 'DeleteItem', 'Query'],
      read: ['Query'],
      'note or remove': ['PutItem', 'DeleteItem'],
    }[claim?.[1] ?? ''];
    const claimed = Object.keys(words).filter((word) => claim?.[2]?.includes(word));
    const untrue = claimed.filter((word) =>
      kindsOf(title, ...(actions ?? [])).includes(words[word] as LedgerKind),
    );
    expect(untrue).toEqual([]);
  });
});

it('the rule feeds the alarm by its own log, so its row does not count on that alarm', () => {
  expect(actionsOf(roleNamed(everything, NAMES.ruleFunction))).toContain('logs:PutLogEvents');
  expect(rowOf('rule')[0]).toContain('without an alarm, which its own log feeds');
});

it('the automation role publishes by the policy that the page of approvals gives to the topic', () => {
  expect(readPage('docs/approval.md')).toMatch(
    /role\/one-active-key-automation" \},\n {2}"Action": "sns:Publish"/,
  );
  expect(rowOf('automation')[0]).toMatch(/publish any text to the topic of \[approvals\]/);
});

it('reviewers read the executions of others: CloudTrail shows the ids, and the permission has no condition', () => {
  const reviewer = ROLES['reviewer'];
  expect(reviewer && actionsOf(reviewer)).toEqual(
    expect.arrayContaining(['cloudtrail:LookupEvents', 'ssm:GetAutomationExecution']),
  );
  expect(rowOf('reviewer')[0]).toContain("secrets in other teams' executions");
  expect(readPage('docs/security.md')).toMatch(
    /\*\*also of other teams' runbooks\*\*[^-]+which may hold secrets/,
  );
});
