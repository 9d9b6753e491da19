import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOcsf } from '../../../../bin/formats/findings/ocsf.ts';
import type { Inventory } from '../../../../bin/inventory/inventory.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { VERSION } from '../../../../product/version.ts';
import { anExemptUser, anInventory, aSurplusUser, aUser, daysAgo, NOW } from '../../inventories.ts';
import { hostileInventory } from './hostile-inventory.ts';
import { OCSF } from './ocsf-schema.ts';

const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
addFormats.default(ajv);
const isValid = ajv.compile(OCSF);

/** The events of an inventory, which follow the schema. */
function eventsOf(inventory: Inventory) {
  const events = JSON.parse(toOcsf(inventory));
  expect(isValid(events), JSON.stringify(isValid.errors)).toBe(true);
  return events;
}

const eventOf = (user: InventoryUser) => eventsOf(anInventory([user]))[1];

const DESCRIPTION =
  'alice: 2 active access keys. Keep AKIAKEPT00000EXAMPLE; deactivate AKIAGONE00000EXAMPLE.';

describe('OCSF', () => {
  it('a Compliance Finding for a user whose surplus key can be chosen', () => {
    const { compliance, ...event } = eventOf(aSurplusUser({ tags: { Owner: 'payments', empty: '' } }));
    expect(event).toEqual({
      activity_id: 1,
      activity_name: 'Create',
      category_uid: 2,
      category_name: 'Findings',
      class_uid: 2003,
      class_name: 'Compliance Finding',
      type_uid: 200_301,
      type_name: 'Compliance Finding: Create',
      severity_id: 3,
      severity: 'Medium',
      status_id: 1,
      status: 'New',
      time: Date.parse(NOW),
      message: DESCRIPTION,
      metadata: {
        version: '1.8.0',
        profiles: ['cloud'],
        event_code: 'iam-user-one-active-access-key',
        product: { name: 'One Active Key', vendor_name: 'One Active Key', version: VERSION },
      },
      cloud: {
        provider: 'AWS',
        cloud_partition: 'aws',
        account: { uid: '111122223333', type_id: 10, type: 'AWS Account' },
      },
      finding_info: {
        uid: 'one-active-key/111122223333/AIDAALICE0000EXAMPLE',
        title: 'An IAM user should have at most one active access key',
        desc: DESCRIPTION,
        created_time: Date.parse(NOW),
      },
      remediation: {
        desc: 'Remediate the user: in AWS Config, or with one-active-key remediate.',
        references: [
          'https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html',
        ],
      },
      resources: [
        {
          uid: 'arn:aws:iam::111122223333:user/alice',
          uid_alt: 'AIDAALICE0000EXAMPLE',
          name: 'alice',
          type: 'AWS::IAM::User',
          role_id: 3,
          role: 'Affected',
          cloud_partition: 'aws',
          created_time: Date.parse(daysAgo(900)),
          tags: [
            { name: 'Owner', value: 'payments' },
            { name: 'empty', value: '' },
          ],
          data: { path: '/' },
        },
        {
          uid: 'AKIAGONE00000EXAMPLE',
          type: 'AWS::IAM::AccessKey',
          role_id: 3,
          role: 'Affected',
          cloud_partition: 'aws',
          created_time: Date.parse(daysAgo(800)),
          data: {
            status: 'Active',
            ageDays: 800,
            lastUsedAt: null,
            lastUsedService: null,
            lastUsedRegion: null,
            unusedDays: 800,
          },
        },
        {
          uid: 'AKIAKEPT00000EXAMPLE',
          type: 'AWS::IAM::AccessKey',
          role_id: 4,
          role: 'Related',
          cloud_partition: 'aws',
          created_time: Date.parse(daysAgo(20)),
          data: {
            status: 'Active',
            ageDays: 20,
            lastUsedAt: daysAgo(1),
            lastUsedService: 's3',
            lastUsedRegion: 'eu-west-1',
            unusedDays: 1,
          },
        },
      ],
      unmapped: {
        complianceType: 'NON_COMPLIANT',
        situation: 'SurplusKeys',
        privileged: 'no',
        consoleAccess: 'no',
        production: 'no',
        keptAccessKeyId: 'AKIAKEPT00000EXAMPLE',
        surplusAccessKeyIds: ['AKIAGONE00000EXAMPLE'],
      },
    });
    expect(compliance).toMatchObject({
      status_id: 3,
      status: 'Fail',
      status_code: 'SurplusKeys',
      status_details: [DESCRIPTION],
      control: 'An IAM user should have at most one active access key',
    });
    expect(compliance.standards).toContain('CIS AWS Foundations Benchmark v5.0.0');
    expect(compliance.requirements).toContain('CIS AWS Foundations Benchmark v5.0.0/1.12');
  });

  it.each<[string, InventoryUser, object, string | undefined]>([
    ['COMPLIANT', aUser(), { status_id: 1, status: 'Pass' }, undefined],
    [
      'a refusal',
      aSurplusUser({ plan: { action: 'refuse', code: 'NewKey', reason: 'x' } }),
      { status_id: 3, status: 'Fail', status_code: 'NewKey' },
      'New',
    ],
    [
      'exempt',
      anExemptUser('2026-12-31', 'migration', 'team-a'),
      { status_id: 99, status: 'Not applicable', status_code: 'Exempt' },
      'Suppressed',
    ],
  ])('%s', (_, user, compliance, status) => {
    const event = eventOf(user);
    expect(event.compliance).toMatchObject(compliance);
    expect(event.status).toBe(status);
  });

  it('says until when a user is exempt, why, and who answers for it', () => {
    expect(eventOf(anExemptUser('2026-12-31', 'migration', 'team-a')).unmapped).toMatchObject({
      exemption: { until: '2026-12-31', reason: 'migration', owner: 'team-a', daysLeft: 40 },
    });
  });

  it('what was not read is Unknown, and the account says so', () => {
    const failures = [{ accountId: '111122223333', userName: 'bob', reason: 'Throttling' }];
    const [event, ...others] = eventsOf(anInventory([], { failures }, { accountName: 'Payments' }));
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      compliance: { status_id: 0, status: 'Unknown', status_code: 'UsersNotRead' },
      cloud: { account: { uid: '111122223333', name: 'Payments' } },
      message: '1 user could not be read: bob: Throttling',
      resources: [{ uid: '111122223333', name: 'Payments', type: 'AWS::::Account' }],
    });
    expect(event.remediation).not.toHaveProperty('references');
  });

  it('whatever others write: follows the schema, and is harmless', () => {
    fc.assert(
      fc.property(hostileInventory, (inventory) => {
        const texts: string[] = [];
        JSON.stringify(eventsOf(inventory), (key, value) => {
          texts.push(key, typeof value === 'string' ? value : '');
          return value;
        });
        for (const text of texts) expect(text).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, object]>([
    ['without a required attribute', { metadata: undefined }],
    ['with an attribute that the schema lacks', { risk_details: 'x' }],
    ['with a caption of another number', { severity: 'High' }],
    ['with a number without its caption', { status: undefined }],
    ['with another result than its caption', { compliance: { status_id: 1, status: 'Fail' } }],
    ['with a time in seconds', { time: Date.parse(NOW) / 1_000 }],
    ['with a resource without a name and an id', { resources: [{ type: 'AWS::IAM::User' }] }],
  ])('the schema of this test refuses an event %s', (_, change) => {
    const event = { ...eventOf(aSurplusUser()), ...change };
    expect(isValid([JSON.parse(JSON.stringify(event))])).toBe(false);
  });
});
