import { describe, expect, it } from 'vitest';
import { CENTRAL_TOPIC } from '../../support/capabilities.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { deployOrganization, ROLLOUTS, UNITS, type Values } from '../../support/organization.ts';

const OTHER = '123456789012';
const OWN = '111122223333';
const PILOT = { Accounts: '222222222222' };

describe('refused before anything is created, with what to do', () => {
  const refusals: [string, string, Values, RegExp][] = [
    ['RootOrUnits', 'no target', { Rollout: 'StackSet' }, /Give exactly one of RootId .* RootId= or/],
    [
      'RootOrUnits',
      'two targets',
      { ...ROLLOUTS.root, OrganizationalUnitIds: UNITS },
      /Give exactly one of RootId/,
    ],
    [
      'PackNeedsRoot',
      'a pack for units',
      { OrganizationalUnitIds: UNITS },
      /Give RootId .* Rollout=StackSet/,
    ],
    [
      'PackNeedsAllAccounts',
      'a pack for some accounts',
      { ...ROLLOUTS.pack, ...PILOT, AccountFilterType: 'INTERSECTION' },
      /name accounts .* in ExcludedAccounts; or choose Rollout=StackSet/,
    ],
    [
      'PackNeedsAllAccounts',
      'a pack for all accounts but some of the StackSet',
      { ...ROLLOUTS.pack, ...PILOT, AccountFilterType: 'DIFFERENCE' },
      /in ExcludedAccounts/,
    ],
    [
      'AccountFilter',
      'accounts without a filter',
      { ...ROLLOUTS.units, ...PILOT },
      /empty it with Accounts=/,
    ],
    [
      'AccountFilter',
      'a filter without accounts',
      { ...ROLLOUTS.units, AccountFilterType: 'DIFFERENCE' },
      /must be given otherwise/,
    ],
    [
      'ExclusionsNeedPack',
      'accounts excluded from no pack',
      { ...ROLLOUTS.units, ExcludedAccounts: OTHER },
      /AccountFilterType=DIFFERENCE and Accounts/,
    ],
    [
      'ManagementAccountNeedsPack',
      'the management account, which no StackSet reaches',
      { ...ROLLOUTS.root, ExcludeManagementAccount: 'false' },
      /ExcludeManagementAccount=true, and deploy the account template there by hand/,
    ],
    [
      'DelegatedAdministrator',
      'a delegated administrator of nobody',
      { ...ROLLOUTS.pack, CallAs: 'DELEGATED_ADMIN' },
      /must give ManagementAccountId/,
    ],
    [
      'OtherManagementAccount',
      'a delegated administrator that is the management account',
      { ...ROLLOUTS.units, CallAs: 'DELEGATED_ADMIN', ManagementAccountId: OWN },
      /Give the id of the management account, or CallAs=SELF/,
    ],
    [
      'OwnManagementAccount',
      'a delegated administrator that forgot to say so',
      { ...ROLLOUTS.units, ManagementAccountId: OTHER },
      /Give CallAs=DELEGATED_ADMIN/,
    ],
    [
      'ExternalIdNeedsReviewer',
      'an external id for nobody',
      { ...ROLLOUTS.units, ReviewerExternalId: 'review-2026' },
      /Set both or neither/,
    ],
    [
      'NoticeNeedsAutomaticRemediation',
      'a notice of what only people do',
      { ...ROLLOUTS.units, NoticeDays: '3', NotificationTopicArn: CENTRAL_TOPIC },
      /NoticeDays needs Remediation=Automatic/,
    ],
    [
      'NoticeNeedsTopic',
      'a notice that nobody gets',
      { ...ROLLOUTS.units, NoticeDays: '3', Remediation: 'Automatic' },
      /NoticeDays needs a topic/,
    ],
    [
      'DeletionNeedsRemediation',
      'a deletion without a remediation',
      { ...ROLLOUTS.units, Deletion: 'ByHand', Remediation: 'None' },
      /Deletion needs Remediation=/,
    ],
    [
      'DeletionNeedsNearRealTime',
      'a deletion that notices no change',
      { ...ROLLOUTS.units, Deletion: 'Daily', NearRealTime: 'false' },
      /Deletion needs NearRealTime=true/,
    ],
  ];

  it.each(refusals)('%s: %s', (_rule, _case, values, sentence) => {
    expect(() => deployOrganization(values)).toThrow(sentence);
  });

  it('every rule has a case here, or is that of the Region', () => {
    const named = new Set(refusals.map(([rule]) => rule));
    const rules = Object.keys(templateOf('OneActiveKeyOrganization')['Rules'] as object);
    expect(rules.filter((rule) => !named.has(rule))).toEqual(['RegionRecordsUsers']);
  });

  it.each(Object.entries(templateOf('OneActiveKeyOrganization')['Rules'] as Record<string, Rule>))(
    '%s refers to nothing but parameters and pseudo parameters: a rule knows no condition, mapping or resource',
    (_, rule) => {
      const known = [
        ...Object.keys(templateOf('OneActiveKeyOrganization')['Parameters'] as object),
        'AWS::Region',
        'AWS::AccountId',
      ];
      const text = JSON.stringify(rule);
      const names = Array.from(text.matchAll(/"Ref":"([^"]+)"/g), ([, name = '']) => name);
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
      const functions = new Set(
        Array.from(text.matchAll(/"(Fn::\w+|Condition)":/g), ([, name = '']) => name),
      );
      const ALLOWED = ['Fn::And', 'Fn::Contains', 'Fn::Equals', 'Fn::Not', 'Fn::Or'];
      expect([...functions].filter((name) => !ALLOWED.includes(name))).toEqual([]);
    },
  );
});

describe('accepted', () => {
  const accepted: [string, Values][] = [
    ...Object.entries(ROLLOUTS),
    ['the management account, named', { ...ROLLOUTS.pack, ManagementAccountId: OWN }],
    [
      'a delegated administrator, pack',
      { ...ROLLOUTS.pack, CallAs: 'DELEGATED_ADMIN', ManagementAccountId: OTHER },
    ],
    [
      'a delegated administrator, pilot',
      { ...ROLLOUTS.pilot, CallAs: 'DELEGATED_ADMIN', ManagementAccountId: OTHER },
    ],
    ['a pack with exclusions', { ...ROLLOUTS.pack, ExcludedAccounts: OTHER }],
    ['a pack for the management account, too', { ...ROLLOUTS.pack, ExcludeManagementAccount: 'false' }],
    [
      'reviewers with an external id',
      { ...ROLLOUTS.units, ReviewerAccountId: OTHER, ReviewerExternalId: 'review-2026' },
    ],
  ];
  it.each(accepted)('%s', (_, values) => {
    expect(() => deployOrganization(values)).not.toThrow();
  });
});

interface Rule {
  readonly Assertions: readonly object[];
}
