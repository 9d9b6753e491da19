import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toAsff } from '../../../../bin/formats/findings/asff.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { hasAwsCli } from '../../../support/commands.ts';
import { hasMoto, type Moto, startMoto } from '../../../support/moto.ts';
import { anInventory, aSurplusUser, aUser } from '../../inventories.ts';
import type { Asff } from './asff-bounds.ts';

/** The account of moto. */
const ACCOUNT = '123456789012';

const usersWith = (make: (changes: Partial<InventoryUser>) => InventoryUser): readonly InventoryUser[] =>
  Array.from({ length: 120 }, (_, index) =>
    make({ accountId: ACCOUNT, userName: `user-${index}`, userId: `AIDA${index}EXAMPLE` }),
  );

// moto keeps findings by their ids, as AWS documents it; it checks neither the account nor the Region.
describe.skipIf(!hasMoto() || !hasAwsCli())('the findings in a Security Hub, by the AWS CLI', () => {
  let moto: Moto;

  beforeAll(async () => {
    moto = await startMoto();
  }, 60_000);

  afterAll(() => moto.end());

  /** What the CLI answers to a command of Security Hub. */
  function securityHub(...args: readonly string[]) {
    const { endpoint, region, credentials } = moto.settings;
    const { stdout, stderr } = spawnSync(
      'python3',
      ['-m', 'awscli', 'securityhub', ...args, '--region', region, '--output', 'json'],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          AWS_ENDPOINT_URL: endpoint,
          AWS_ACCESS_KEY_ID: credentials.accessKeyId,
          AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        },
      },
    );
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  }

  function importAll(users: readonly InventoryUser[]): number {
    const findings: Asff[] = JSON.parse(toAsff(anInventory(users, {}, { accountId: ACCOUNT }), 'us-east-1'));
    const file = join(emptyFolder(), 'batch.json');
    let taken = 0;
    for (let first = 0; first < findings.length; first += 100) {
      writeFileSync(file, JSON.stringify(findings.slice(first, first + 100)));
      const { SuccessCount, FailedCount } = securityHub(
        'batch-import-findings',
        '--findings',
        `file://${file}`,
      );
      expect(FailedCount).toBe(0);
      taken += SuccessCount;
    }
    return taken;
  }

  const statuses = (): readonly string[] =>
    securityHub('get-findings')
      .Findings.map(({ Compliance }: Asff) => Compliance.Status)
      .toSorted();

  it('are taken, and those of the next run take their place', { timeout: 120_000 }, () => {
    expect(importAll(usersWith(aSurplusUser))).toBe(121);
    expect(statuses()).toEqual([...Array(120).fill('FAILED'), 'PASSED']);
    expect(importAll(usersWith(aUser))).toBe(121);
    expect(statuses()).toEqual(Array(121).fill('PASSED'));
  });
});
