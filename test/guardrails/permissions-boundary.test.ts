import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statementsOf } from '../infra/least-privilege/deployed-roles.ts';
import { type Parameters, SENSIBLE, titleOf } from '../support/capabilities.ts';
import { type DeployedStack, deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';

interface Boundary {
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: string;
  }[];
}

const text = readFileSync(
  new URL('../../guardrails/permissions-boundary.policy.json', import.meta.url),
  'utf8',
);
const boundary: Boundary = JSON.parse(text);
const KmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** The parameters of a stack with or without a key of the customer and reviewers. */
type Chosen = Parameters & { readonly KmsKeyArn: string; readonly ReviewerAccountId: string };

/** Which statements of the boundary a stack needs, by their ids. */
const NEEDED: Readonly<Record<string, (chosen: Chosen) => boolean>> = {
  Always: () => true,
  RemediationOrNearRealTime: ({ Remediation, NearRealTime }) =>
    Remediation !== 'None' || NearRealTime === 'true',
  Remediation: ({ Remediation }) => Remediation !== 'None',
  RemediationAutomatic: ({ Remediation }) => Remediation === 'Automatic',
  NearRealTime: ({ NearRealTime }) => NearRealTime === 'true',
  Deletion: ({ Deletion }) => Deletion !== 'None',
  DeletionDaily: ({ Deletion }) => Deletion === 'Daily',
  NotificationTopicArn: ({ NotificationTopicArn }) => NotificationTopicArn !== '',
  KmsKeyArn: ({ KmsKeyArn: key }) => key !== '',
  ReviewerAccountId: ({ ReviewerAccountId }) => ReviewerAccountId !== '',
};

/** The statement for the role of the forwarding template, a stack of its own. */
const FORWARDING = 'Forwarding';

/** The statements for the role of the template for Security Hub: without and with the custom action. */
const SECURITY_HUB = ['SecurityHub', 'SecurityHubCustomAction'];

/** The actions that the roles of a stack are allowed, sorted. */
function actionsIn(stack: DeployedStack): string[] {
  const policies = [
    ...stack.ofType('AWS::IAM::Role').flatMap(({ properties }) => properties['Policies'] as object[]),
    ...stack.ofType('AWS::IAM::Policy').map(({ properties }) => properties),
  ];
  const statements = statementsOf({ type: 'AWS::IAM::Role', properties: { Policies: policies }, after: [] });
  return [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
}

/** The actions of the statements of these ids, sorted. */
function actionsOf(isNeeded: (sid: string) => boolean): string[] {
  const statements = boundary.Statement.filter(({ Sid }) => isNeeded(Sid));
  return [...new Set(statements.flatMap(({ Action }) => Action))].toSorted();
}

const withoutKeys = (actions: readonly string[]) => actions.filter((action) => !action.startsWith('kms:'));

describe('the statements of the permissions boundary allow what the roles are allowed, and nothing else', () => {
  const options = [
    ['', { KmsKeyArn: '', ReviewerAccountId: '' }],
    [' with a key', { KmsKeyArn, ReviewerAccountId: '' }],
    [' with a key and reviewers', { KmsKeyArn, ReviewerAccountId: '222222222222' }],
  ] as const;
  const cases = SENSIBLE.flatMap((parameters) =>
    options.map(([suffix, more]) => [`${titleOf(parameters)}${suffix}`, { ...parameters, ...more }] as const),
  );

  it.each(cases)('%s', (_, chosen) => {
    const needed = actionsOf((sid) => NEEDED[sid]?.(chosen) ?? false);
    const allowed = actionsIn(deploy(templateOf('OneActiveKey'), { parameters: chosen }));
    expect(needed).toEqual(expect.arrayContaining(allowed));
    // A parameter does not tell whether the topic is encrypted, or whether there is a table to encrypt.
    expect(withoutKeys(needed)).toEqual(withoutKeys(allowed));
  });

  it('the forwarding template', () => {
    const parameters = { HomeRegion: 'eu-central-1' };
    expect(actionsOf((sid) => sid === FORWARDING)).toEqual(
      actionsIn(deploy(templateOf('OneActiveKeyForwarding'), { parameters })),
    );
  });
});

describe('the template for Security Hub', () => {
  it.each([
    ['false', SECURITY_HUB.slice(0, 1)],
    ['true', SECURITY_HUB],
  ])('with CustomAction=%s', (CustomAction, needed) => {
    expect(actionsOf((sid) => needed.includes(sid))).toEqual(
      actionsIn(deploy(templateOf('OneActiveKeySecurityHub'), { parameters: { CustomAction } })),
    );
  });
});

describe('the file', () => {
  it('has these statements, each with one effect on every resource and without a condition', () => {
    expect(boundary.Statement.map(({ Sid }) => Sid)).toEqual([
      ...Object.keys(NEEDED),
      FORWARDING,
      ...SECURITY_HUB,
    ]);
    for (const statement of boundary.Statement) {
      expect(Object.keys(statement)).toEqual(['Sid', 'Effect', 'Action', 'Resource']);
      expect(statement).toMatchObject({ Effect: 'Allow', Resource: '*' });
      expect(statement.Action).toEqual(statement.Action.toSorted());
    }
  });

  it('is within the size of a managed policy, 6,144 characters without white space (IAM quotas)', () => {
    expect(text.replaceAll(/\s/g, '').length).toBeLessThanOrEqual(6_144);
  });
});
