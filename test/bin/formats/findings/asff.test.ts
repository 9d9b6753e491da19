import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toAsff } from '../../../../bin/formats/findings/asff.ts';
import type { Inventory } from '../../../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { joinInventories } from '../../../../bin/inventory/join.ts';
import { VERSION } from '../../../../product/version.ts';
import { refuseInvalidRequest } from '../../../../sandbox/service-model/validate.ts';
import { aKey, anExemptUser, anInventory, aSurplusUser, aUser, daysAgo, NOW } from '../../inventories.ts';
import { type Asff, exceededBounds } from './asff-bounds.ts';
import { hostileInventory } from './hostile-inventory.ts';

/**
 * The findings of an inventory, which Security Hub's model and the documented bounds accept, a hundred a
 * call.
 */
function findingsOf(inventory: Inventory, region = 'eu-west-1'): readonly Asff[] {
  const findings: Asff[] = JSON.parse(toAsff(inventory, region));
  for (let first = 0; first < findings.length; first += 100) {
    refuseInvalidRequest('securityhub', 'BatchImportFindings', {
      Findings: findings.slice(first, first + 100),
    });
  }
  expect(findings.flatMap(exceededBounds)).toEqual([]);
  return findings;
}

const findingOf = (user: InventoryUser): Asff | undefined => findingsOf(anInventory([user]))[1];

describe('ASFF', () => {
  it('a finding for a user whose surplus key can be chosen', () => {
    const user = aSurplusUser({ tags: { Owner: 'payments', empty: '' }, path: '/ci/' });
    expect(findingOf(user)).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'one-active-key/111122223333/AIDAALICE0000EXAMPLE',
      ProductArn: 'arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
      ProductName: 'One Active Key',
      CompanyName: 'One Active Key',
      GeneratorId: 'one-active-key/iam-user-one-active-access-key',
      AwsAccountId: '111122223333',
      CreatedAt: NOW,
      UpdatedAt: NOW,
      FindingProviderFields: {
        Severity: { Label: 'MEDIUM', Original: 'MEDIUM' },
        Types: [
          'Software and Configuration Checks/AWS Security Best Practices',
          'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark',
        ],
      },
      Title: 'An IAM user should have at most one active access key',
      Description: 'alice: 2 active access keys. Keep AKIAKEPT00000EXAMPLE; deactivate AKIAGONE00000EXAMPLE.',
      Remediation: {
        Recommendation: {
          Text: 'Remediate the user: in AWS Config, or with one-active-key remediate.',
          Url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
        },
      },
      Compliance: {
        Status: 'FAILED',
        RelatedRequirements: [
          ...['1.3.0', '1.4.0', '1.5.0', '2.0.0', '3.0.0', '4.0.0', '4.0.1'].map(
            (version) => `CIS AWS Foundations Benchmark v${version}/1.13`,
          ),
          'CIS AWS Foundations Benchmark v5.0.0/1.12',
          'CIS AWS Foundations Benchmark v6.0.0/2.12',
        ],
      },
      RecordState: 'ACTIVE',
      ProductFields: {
        'one-active-key/Version': VERSION,
        'one-active-key/Code': 'SurplusKeys',
        'one-active-key/ComplianceType': 'NON_COMPLIANT',
        'one-active-key/KeptAccessKeyId': 'AKIAKEPT00000EXAMPLE',
        'one-active-key/SurplusAccessKeyIds': 'AKIAGONE00000EXAMPLE',
        'one-active-key/Privileged': 'no',
        'one-active-key/ConsoleAccess': 'no',
        'one-active-key/Production': 'no',
      },
      Resources: [
        {
          Type: 'AwsIamUser',
          Id: 'arn:aws:iam::111122223333:user/alice',
          Partition: 'aws',
          Tags: { Owner: 'payments' },
          Details: {
            AwsIamUser: {
              UserId: 'AIDAALICE0000EXAMPLE',
              UserName: 'alice',
              Path: '/ci/',
              CreateDate: daysAgo(900),
            },
          },
        },
        ...[
          ['AKIAGONE00000EXAMPLE', daysAgo(800)],
          ['AKIAKEPT00000EXAMPLE', daysAgo(20)],
        ].map(([id, createdAt]) => ({
          Type: 'AwsIamAccessKey',
          Id: `AWS::IAM::AccessKey:${id}`,
          Partition: 'aws',
          Details: {
            AwsIamAccessKey: {
              AccessKeyId: id,
              AccountId: '111122223333',
              Status: 'Active',
              CreatedAt: createdAt,
              PrincipalId: 'AIDAALICE0000EXAMPLE',
              PrincipalName: 'alice',
              PrincipalType: 'IAMUser',
            },
          },
        })),
      ],
    });
  });

  it.each<[string, InventoryUser, readonly [string, string, string]]>([
    ['NON_COMPLIANT', aSurplusUser(), ['FAILED', 'ACTIVE', 'MEDIUM']],
    ['NON_COMPLIANT and privileged', aSurplusUser({ privileged: 'yes' }), ['FAILED', 'ACTIVE', 'HIGH']],
    ['COMPLIANT', aUser(), ['PASSED', 'ACTIVE', 'INFORMATIONAL']],
    ['exempt', anExemptUser('2026-12-31', 'migration'), ['NOT_AVAILABLE', 'ARCHIVED', 'INFORMATIONAL']],
  ])('%s', (_, user, [status, state, severity]) => {
    expect(findingOf(user)).toMatchObject({
      Compliance: { Status: status },
      RecordState: state,
      FindingProviderFields: { Severity: { Label: severity } },
    });
  });

  it('an account that was not read: no verdict, in the account itself', () => {
    const inventory = anInventory([], {}, { failure: 'no role', isComplete: false, accountName: 'Old lab' });
    expect(findingsOf(inventory)).toMatchObject([
      {
        Id: 'one-active-key/111122223333',
        GeneratorId: 'one-active-key/iam-users-read',
        AwsAccountName: 'Old lab',
        Description: 'The account was not read: no role',
        Compliance: { Status: 'NOT_AVAILABLE' },
        RecordState: 'ACTIVE',
        Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:111122223333' }],
      },
    ]);
  });

  it('several accounts: each finding has the product of its own account', () => {
    const frame = { schemaVersion: '2.0', generatedAt: NOW, tagColumns: [] } as const;
    const inventories = ['111122223333', '123456789012'].map((accountId) =>
      anInventory([aSurplusUser({ accountId })], {}, { accountId }),
    );
    const findings = findingsOf(joinInventories(frame, inventories, []));
    expect(findings.map(({ AwsAccountId }) => AwsAccountId).toSorted()).toEqual([
      '111122223333',
      '111122223333',
      '123456789012',
      '123456789012',
    ]);
    for (const { ProductArn, AwsAccountId } of findings) {
      expect(ProductArn).toBe(
        `arn:aws:securityhub:eu-west-1:${AwsAccountId}:product/${AwsAccountId}/default`,
      );
    }
  });

  it.each([
    ['of a user', [aUser({ arn: 'arn:aws-cn:iam::111122223333:user/alice' })], 'cn-north-1', 'aws-cn'],
    ['of the Region, without users', [], 'cn-north-1', 'aws-cn'],
    ['of the Region, without users', [], 'us-gov-west-1', 'aws-us-gov'],
    ['of the Region, without users', [], 'eu-west-1', 'aws'],
  ])('the partition is that %s: %#', (_, users, region, partition) => {
    const [finding] = findingsOf(anInventory(users), region);
    expect(finding?.ProductArn).toMatch(new RegExp(`^arn:${partition}:securityhub:${region}:`));
    expect(finding?.Resources).toMatchObject([{ Partition: partition }]);
  });

  it('a partition that Security Hub does not know: resources without one', () => {
    const user = aUser({ arn: 'arn:aws-iso:iam::111122223333:user/alice' });
    for (const { Resources } of findingsOf(anInventory([user]), 'us-iso-east-1')) {
      for (const resource of Resources) expect(resource).not.toHaveProperty('Partition');
    }
  });

  it('of more keys than a finding holds, the active ones first', () => {
    const keys = Array.from({ length: 40 }, (_, index) =>
      aKey({ accessKeyId: `AKIA${index}EXAMPLE`, status: index < 30 ? 'Inactive' : 'Active' }),
    );
    const { Resources = [] } = findingOf(aSurplusUser({ accessKeys: keys })) ?? {};
    expect(Resources).toHaveLength(32);
    expect(Resources.slice(0, 3).map(({ Id }) => Id)).toEqual([
      'arn:aws:iam::111122223333:user/alice',
      'AWS::IAM::AccessKey:AKIA30EXAMPLE',
      'AWS::IAM::AccessKey:AKIA31EXAMPLE',
    ]);
  });

  it('a status that Security Hub does not know counts as Inactive', () => {
    const user = aUser({ accessKeys: [aKey({ status: 'Expired' })] });
    expect(findingOf(user)?.Resources[1]).toMatchObject({
      Details: { AwsIamAccessKey: { Status: 'Inactive' } },
    });
  });

  it('many users that could not be read: as many as fit, in whole words', () => {
    const failures = Array.from({ length: 500 }, (_, index) => ({
      accountId: '111122223333',
      userName: `user-${index}`,
      reason: 'Throttling',
    }));
    const [finding] = findingsOf(anInventory([], { failures }));
    expect(finding?.Description).toMatch(/^500 users could not be read: user-0: Throttling; .* …$/);
  });

  it('never writes what belongs to the customers of Security Hub', () => {
    for (const finding of findingsOf(anInventory([aSurplusUser(), anExemptUser('2026-12-31', 'x')]))) {
      for (const member of [
        'Workflow',
        'Note',
        'UserDefinedFields',
        'VerificationState',
        'Severity',
        'Types',
      ]) {
        expect(finding).not.toHaveProperty(member);
      }
    }
  });

  it('whatever others write: accepted, within all bounds, and harmless', () => {
    fc.assert(
      fc.property(hostileInventory, (inventory) => {
        const texts: string[] = [];
        JSON.stringify(findingsOf(inventory), (key, value) => {
          texts.push(key, typeof value === 'string' ? value : '');
          return value;
        });
        for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, Partial<Asff>, string]>([
    ['a title', { Title: 'x'.repeat(257) }, 'Title: at most 256; received 257'],
    ['a description', { Description: 'x'.repeat(1_025) }, 'Description: at most 1024; received 1025'],
    ['an id', { Id: 'x'.repeat(513) }, 'Id: at most 512; received 513'],
  ])('the bounds of this test refuse %s that is too long', (_, change, expected) => {
    expect(exceededBounds({ ...(findingOf(aUser()) as Asff), ...change })).toEqual([expected]);
  });
});
