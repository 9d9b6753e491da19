import { describe, expect, it } from 'vitest';
import { IAM_EVENT_REGIONS } from '../../../infra/iam-changes.ts';
import { type DeployOptions, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { deployOrganization, passedBy, stackSetOf, type Values } from '../../support/organization.ts';

/** The values of each parameter that a rule of the organization's or of the account's template reads. */
const AXES: readonly (readonly Values[])[] = [
  [{ Rollout: 'ConformancePack' }, { Rollout: 'StackSet' }],
  [{ RootId: '' }, { RootId: 'r-ab12' }],
  [{ OrganizationalUnitIds: '' }, { OrganizationalUnitIds: 'ou-ab12-12345678' }],
  [{ AccountFilterType: 'NONE' }, { AccountFilterType: 'INTERSECTION' }, { AccountFilterType: 'DIFFERENCE' }],
  [{ Accounts: '' }, { Accounts: '222222222222' }],
  [{ ExcludedAccounts: '' }, { ExcludedAccounts: '333333333333' }],
  [{ ExcludeManagementAccount: 'true' }, { ExcludeManagementAccount: 'false' }],
  [{ CallAs: 'SELF' }, { CallAs: 'DELEGATED_ADMIN' }],
  ['', '111122223333', '123456789012'].map((ManagementAccountId) => ({ ManagementAccountId })),
  [{ EventForwarding: 'StackSet' }, { EventForwarding: 'None' }],
  [
    {},
    { NearRealTime: 'false' },
    { Deletion: 'ByHand' },
    { NearRealTime: 'false', Deletion: 'ByHand' },
    { Remediation: 'None', Deletion: 'ByHand' },
    { ReviewerExternalId: 'review-2026' },
    { ReviewerExternalId: 'review-2026', ReviewerAccountId: '222222222222' },
  ],
];

const COMBINATIONS = AXES.reduce<readonly Values[]>(
  (combinations, axis) => combinations.flatMap((each) => axis.map((values) => ({ ...each, ...values }))),
  [{}],
);

type Place = Required<Pick<DeployOptions, 'region' | 'partition'>>;

/** The stacks of the combinations that the rules accept; the others are refused with a sentence. */
function acceptedIn(place: Place) {
  return COMBINATIONS.flatMap((values) => {
    try {
      return [{ values, stack: deployOrganization(values, place) }];
    } catch (error) {
      expect((error as Error).message).toMatch(/^[A-Z].*\.$/);
      return [];
    }
  });
}

describe.each<Place>([
  { region: 'us-east-1', partition: 'aws' },
  { region: 'eu-central-1', partition: 'aws' },
  { region: 'us-gov-east-1', partition: 'aws-us-gov' },
])('every combination that the rules accept, in $region', (place) => {
  const accepted = acceptedIn(place).map(({ values, stack }) => ({
    values,
    accounts: stackSetOf(stack, 'one-active-key'),
    forwarding: stackSetOf(stack, 'one-active-key-forwarding'),
    pack: stack.ofType('AWS::Config::OrganizationConformancePack')[0]?.properties,
  }));

  it('is one of many, and most are refused', () => {
    expect(accepted.length).toBeGreaterThan(100);
    expect(accepted.length).toBeLessThan(COMBINATIONS.length / 10);
  });

  it('is one that every member accepts, too', () => {
    const deployed = accepted.map(({ accounts }) => () => {
      deploy(templateOf('OneActiveKey'), {
        ...place,
        accountId: '222222222222',
        parameters: passedBy(accounts),
      });
    });
    for (const member of deployed) expect(member).not.toThrow();
  });

  it('brings one rule to each account: a pack for everybody, or the StackSet', () => {
    for (const { accounts, pack } of accepted) {
      expect(passedBy(accounts)['ConfigRule']).toBe(pack ? 'None' : 'Create');
      if (pack) expect(targetsOf(accounts)).toEqual({ OrganizationalUnitIds: ['r-ab12'] });
    }
  });

  it('has exactly one target, and deploys automatically only without a filter', () => {
    for (const { accounts } of accepted) {
      const { OrganizationalUnitIds, AccountFilterType, Accounts } = targetsOf(accounts);
      expect(OrganizationalUnitIds).toHaveLength(1);
      expect(Accounts === undefined).toBe(AccountFilterType === undefined);
      expect(accounts).toMatchObject({ AutoDeployment: { Enabled: Accounts === undefined } });
    }
  });

  it('reaches the management account if it says so', () => {
    for (const { values, pack } of accepted) {
      const id = values['ManagementAccountId'] || '111122223333';
      const excluded = (pack?.['ExcludedAccounts'] ?? []) as string[];
      expect(pack !== undefined && !excluded.includes(id)).toBe(
        values['ExcludeManagementAccount'] === 'false',
      );
    }
  });

  it('forwards to another Region, to the same accounts, and only if it is asked to', () => {
    for (const { values, accounts, forwarding } of accepted) {
      const isAsked = values['NearRealTime'] !== 'false' && values['EventForwarding'] === 'StackSet';
      expect(forwarding !== undefined).toBe(
        isAsked && IAM_EVENT_REGIONS.every((each) => each !== place.region),
      );
      if (!forwarding) continue;
      expect(targetsOf(forwarding)).toEqual(targetsOf(accounts));
      const [region = ''] = groupOf(forwarding).Regions;
      const parameters = passedBy(forwarding);
      const { outputs } = deploy(templateOf('OneActiveKeyForwarding'), { ...place, region, parameters });
      expect(outputs['IsForwarding']).toBe('true');
    }
  });
});

interface Group {
  readonly DeploymentTargets: Readonly<Record<string, unknown>>;
  readonly Regions: readonly string[];
}

function groupOf(stackSet: Readonly<Record<string, unknown>> | undefined): Group {
  const groups = stackSet?.['StackInstancesGroup'] as readonly Group[] | undefined;
  if (groups?.[0]) return groups[0];
  throw new Error('Expected a group of stack instances; received none');
}

const targetsOf = (stackSet: Readonly<Record<string, unknown>> | undefined) =>
  groupOf(stackSet).DeploymentTargets;
