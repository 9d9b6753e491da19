import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { run, runIn } from '../../../support/cli.ts';
import { addUser, callCounts } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

describe('preview --compare', () => {
  it('shows what has changed since an earlier run', async () => {
    const folder = emptyFolder();
    const [sandbox, earlier] = [`--sandbox=${join(folder, 'account.json')}`, join(folder, 'earlier.json')];
    await run(['preview', sandbox, '--output', earlier]);
    await run(['remediate', 'deploy-bot', sandbox, '--yes']);
    const { code, out } = await run(['preview', sandbox, '--compare', earlier]);
    expect(code).toBe(0);
    expect(out).toContain('0 NON_COMPLIANT that were not, 1 NON_COMPLIANT that comply now,');
    expect(out).toContain('  deploy-bot: NON_COMPLIANT → COMPLIANT: AKIADEPLOYNEWEXAMPLE deactivated\n');
  });

  it('an inventory of the future: wrong usage', async () => {
    const earlier = join(emptyFolder(), 'earlier.json');
    await run(['preview', '--sandbox', '--output', earlier]);
    const changed = { ...JSON.parse(readFileSync(earlier, 'utf8')), generatedAt: '2030-01-01T00:00:00.000Z' };
    writeFileSync(earlier, JSON.stringify(changed));
    const { code, out, err } = await run(['preview', '--sandbox', '--compare', earlier]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(
      /expected an inventory from before 2026-.*; received one of 2030-01-01T00:00:00\.000Z/,
    );
  });

  it('with --only, compares all users', async () => {
    const earlier = join(emptyFolder(), 'earlier.json');
    await run(['preview', '--sandbox', '--output', earlier]);
    const args = [
      'preview',
      '--sandbox',
      '--compare',
      earlier,
      '--only',
      'non-compliant',
      '--format',
      'json',
    ];
    const { users, changes } = JSON.parse((await run(args)).out);
    expect({ listed: users.length, changed: changes.users.length }).toEqual({ listed: 10, changed: 0 });
  });

  it('JSON has null without it', async () => {
    expect(JSON.parse((await run(['preview', '--sandbox', '--format', 'json'])).out).changes).toBeNull();
  });

  it.each([
    ['CSV', ['--format', 'csv'], '--compare: expected the format table, json or html; received csv'],
    [
      'an aggregator',
      ['--aggregator', 'a'],
      '--compare cannot be used with --aggregator, which holds no keys',
    ],
    ['a file that is none', [], 'expected the JSON of an earlier preview of all users'],
  ])('%s: wrong usage, before the first call', async (_, options, expected) => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    const file = join(emptyFolder(), 'earlier.json');
    writeFileSync(file, '{}');
    const { code, err } = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, [
      'preview',
      '--compare',
      file,
      ...options,
    ]);
    expect({ code, calls: callCounts(account) }).toEqual({ code: 2, calls: {} });
    expect(err).toContain(expected);
  });
});
