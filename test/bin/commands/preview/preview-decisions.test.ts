import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDecisions } from '../../../../bin/decisions/file/decision-file.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { run, runIn, runInSandbox } from '../../../support/cli.ts';
import { addUser } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

const fileNamed = (name: string) => join(emptyFolder(), name);

describe('preview --decisions', () => {
  it.each(['decisions.csv', 'decisions.json'])(
    '%s has a row for each user that is NON_COMPLIANT, in the order of the inventory',
    async (name) => {
      const file = fileNamed(name);
      const { code, err } = await runInSandbox(`preview --only non-compliant --decisions ${file}`);
      expect({ code, err }).toEqual({ code: 0, err: `${file}: 10 users to decide about.\n` });
      const rows = readDecisions(file).map(({ row }) => row);
      expect(rows.map(({ userName }) => userName)).toEqual([
        'deploy-bot',
        'mistyped',
        'twins',
        'payroll',
        'backup+eu@example',
        'data-export',
        'for-ever',
        'legacy-batch',
        'slow-rotation',
        'was-exempt',
      ]);
      expect(rows).toMatchObject([
        {
          accountId: '111122223333',
          privileged: 'yes',
          tags: 'Owner=team-platform, Environment=production, CostCenter=4711',
          suggestedKeep: 'AKIADEPLOYOLDEXAMPLE',
          refusalCode: '',
          keep: '',
        },
        { refusalCode: 'InvalidKeepTag', suggestedKeep: '' },
        { refusalCode: 'Indistinguishable' },
        { refusalCode: 'KeysInUse' },
        {},
        {},
        { refusalCode: 'InvalidExemption' },
        {
          keys: [
            { accessKeyId: 'AKIABATCH1000EXAMPLE', ageDays: 1900, unusedDays: 90 },
            { accessKeyId: 'AKIABATCH2000EXAMPLE', ageDays: 1400, unusedDays: 0 },
            { accessKeyId: 'AKIABATCH3000EXAMPLE', ageDays: 1000, lastUsedAt: null, unusedDays: 1000 },
          ],
        },
        { refusalCode: 'NewKey' },
        {},
      ]);
    },
  );

  it('writes beside the result', async () => {
    const [file, output] = [fileNamed('decisions.csv'), fileNamed('users.json')];
    const { code, out } = await runInSandbox(`preview --decisions ${file} --output ${output}`);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(JSON.parse(readFileSync(output, 'utf8')).users).toHaveLength(316);
    expect(readDecisions(file)).toHaveLength(10);
  });

  it('never overwrites what people have written, unless --force is given', async () => {
    const file = fileNamed('decisions.csv');
    writeFileSync(file, 'decided');
    const { code, out, err } = await runInSandbox(`preview --decisions ${file}`);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('expected the name of a new file; it exists already: give --force to overwrite it');
    expect(readFileSync(file, 'utf8')).toBe('decided');
    expect(await runInSandbox(`preview --decisions ${file} --force`)).toMatchObject({ code: 0 });
  });

  it.each([
    ['--decisions decisions.xlsx', 'expected a file that ends in .csv or .json'],
    ['--decisions same.json --output same.json', 'expected --decisions and --output to be different files'],
    ['--decisions /nowhere/decisions.csv', 'its folder does not exist'],
    ['--decisions a.csv --aggregator all', 'expected --aggregator or --decisions; received both'],
  ])('%s is wrong usage, before the first call', async (options, message) => {
    const { code, out, err } = await run(['preview', ...options.split(' ')]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('an interrupted preview writes no file', async () => {
    const file = fileNamed('decisions.csv');
    const { account, environment } = await served((each) => {
      for (const name of ['alice', 'bob']) addUser(each, name, 2);
    });
    const interruption = new AbortController();
    account.faults.add(({ operation }) => {
      if (operation === 'ListAccessKeys') interruption.abort();
      return undefined;
    });
    const settings = { ...environment, AWS_REGION: 'us-east-1' };
    const { code, err } = await runIn(settings, ['preview', '--decisions', file], {
      interruption: interruption.signal,
    });
    expect({ code, exists: existsSync(file) }).toEqual({ code: 130, exists: false });
    expect(err).toContain(`Interrupted: ${file} was not written, since users would be missing.\n`);
  });

  it('a user that could not be read is missing, and the exit code is 1', async () => {
    const file = fileNamed('decisions.csv');
    const { account, environment } = await served((each) => {
      for (const name of ['alice', 'bob']) addUser(each, name, 2);
    });
    account.faults.add(({ operation, input }) =>
      operation === 'ListAccessKeys' && (input as { UserName: string }).UserName === 'bob'
        ? { kind: 'deny' }
        : undefined,
    );
    const { code, err } = await runIn(environment, ['preview', '--decisions', file]);
    expect(code).toBe(1);
    expect(err).toContain('1 user could not be read, so there is no verdict.');
    expect(readDecisions(file)).toMatchObject([{ row: { userName: 'alice' } }]);
  });
});
