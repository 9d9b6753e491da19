import { describe, expect, it } from 'vitest';
import { SENSIBLE, titleOf } from '../../support/capabilities.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { validate } from '../../support/template-requests.ts';

const template = templateOf('OneActiveKey');
const KmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ReviewerAccountId = '222222222222';

/** What a stack gets if the account of the reviewers is given; all other resources have to stay the same. */
function added(parameters: Readonly<Record<string, string>>) {
  const before = deploy(template, { parameters });
  const after = deploy(template, { parameters: { ...parameters, ReviewerAccountId } });
  const kept = Object.fromEntries(Object.entries(after.resources).filter(([id]) => id in before.resources));
  expect(kept).toEqual(before.resources);
  return {
    resources: Object.keys(after.resources).filter((id) => !(id in before.resources)),
    outputs: Object.entries(after.outputs).filter(([name]) => !(name in before.outputs)),
  };
}

describe('ReviewerAccountId adds the role, its policy for a ledger, and nothing else', () => {
  const cases = SENSIBLE.map((parameters) => [titleOf(parameters), parameters] as const);

  it.each(cases)('%s', (_, parameters) => {
    const hasLedger = parameters.Remediation !== 'None' || parameters.NearRealTime === 'true';
    const policy = hasLedger ? ['ReviewerLedgerPolicy'] : [];
    const keyPolicy = hasLedger ? ['ReviewerLedgerKeyPolicy'] : [];
    const outputs = [['ReviewerRoleArn', 'arn:aws:iam::111122223333:role/one-active-key-reviewer']];
    expect(added(parameters)).toEqual({ resources: ['ReviewerRole', ...policy], outputs });
    expect(added({ ...parameters, KmsKeyArn })).toEqual({
      resources: ['ReviewerRole', ...policy, ...keyPolicy],
      outputs,
    });
  });

  it('is within the service models, also with a key and an external id', () => {
    const parameters = { ReviewerAccountId, KmsKeyArn, ReviewerExternalId: 'review-2026' };
    const { resources } = deploy(template, { parameters });
    const ids = Object.keys(resources).filter((id) => id.startsWith('Reviewer'));
    expect(ids).toHaveLength(3);
    for (const id of ids) expect(() => validate(resources[id] as never), id).not.toThrow();
  });
});

const roleOf = (parameters: Readonly<Record<string, string>>) =>
  onlyResource(
    deploy(template, { parameters }),
    'AWS::IAM::Role',
    ({ properties }) => properties['RoleName'] === 'one-active-key-reviewer',
  ).properties;

it('a session lasts at most an hour', () => {
  expect(roleOf({ ReviewerAccountId })['MaxSessionDuration']).toBe(3_600);
});

it('the output has the path of the role', () => {
  const { outputs } = deploy(template, { parameters: { ReviewerAccountId, RolePath: '/security/' } });
  expect(outputs['ReviewerRoleArn']).toBe('arn:aws:iam::111122223333:role/security/one-active-key-reviewer');
});

it('an external id without an account is refused', () => {
  expect(() => deploy(template, { parameters: { ReviewerExternalId: 'review-2026' } })).toThrow(
    /^ReviewerExternalId needs ReviewerAccountId/,
  );
});

it('without an external id the trust policy has no condition', () => {
  expect(roleOf({ ReviewerAccountId })['AssumeRolePolicyDocument']).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: 'sts:AssumeRole' },
    ],
  });
});
