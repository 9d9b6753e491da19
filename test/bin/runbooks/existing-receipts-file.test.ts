import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readReceipts } from '../../../bin/runbooks/receipts-file.ts';
import { runIn, runInSandbox } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';
import { temporaryFile } from './some-receipts.ts';

describe('a receipts file whose name is taken, or cannot be written', () => {
  it('is overwritten with --force, but not if nothing was done', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    await runInSandbox(`remediate --all --force --receipts ${file}`, { ask: async () => false });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    const { code } = await runInSandbox(`remediate --all --yes --force --receipts ${file}`);
    expect({ code, count: readReceipts(file).length }).toEqual({ code: 0, count: 5 });
  });

  it.each(['remediate --all --receipts', 'cleanup --all --output'])(
    '%s: a file that exists is found before the first call to AWS',
    async (command) => {
      const file = temporaryFile('receipts.json');
      writeFileSync(file, 'mine');
      const { account, environment } = await served((each) => addUser(each, 'alice', 2));
      const callsBefore = account.calls.length;
      const settings = { ...environment, AWS_REGION: 'us-east-1' };
      const { code } = await runIn(settings, [...command.split(' '), file]);
      expect({ code, calls: account.calls.length }).toEqual({ code: 2, calls: callsBefore });
    },
  );

  it.each([
    ['remediate --all --yes --receipts /dev/null', '--receipts /dev/null: expected the name of a new file; '],
    [
      'cleanup --all --yes --force --output /dev/null',
      '--output /dev/null: expected a file that can be written; ',
    ],
  ])('%s: a device is refused, since it would get the receipts many times', async (command, expected) => {
    const { code, err } = await runInSandbox(command);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(expected) });
    expect(err).toContain('it is a pipe or a device');
  });

  it.each([
    ['cleanup --receipts FILE --output', '--output', '--receipts'],
    ['cleanup --decisions FILE --output', '--output', '--decisions'],
    ['remediate --decisions FILE --receipts', '--receipts', '--decisions'],
    ['verify --decisions FILE --output', '--output', '--decisions'],
  ])('%s the same file: its own input is not overwritten, even with --force', async (command, to, from) => {
    const file = temporaryFile('decisions.json');
    await runInSandbox(`preview --decisions ${file}`);
    if (from === '--receipts') await runInSandbox(`remediate --all --yes --force --receipts ${file}`);
    const before = readFileSync(file, 'utf8');
    const spelling = file.replace(/([^/]+)$/, './$1');
    const { code, err } = await runInSandbox(`${command.replace('FILE', file)} ${spelling} --force`);
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining(
        `${to} ${spelling}: expected a file that can be written; it is the file of ${from}`,
      ),
    });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  it('never overwrites a file: wrong usage, before the question', async () => {
    const file = temporaryFile('receipts.json');
    writeFileSync(file, 'mine');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; it exists already: give --force');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written is wrong usage, before the question', async () => {
    const file = temporaryFile('nowhere/receipts.json');
    const { code, err } = await runInSandbox(`remediate --all --receipts ${file}`, {
      ask: () => Promise.reject(),
    });
    expect(code).toBe(2);
    expect(err).toContain('expected the name of a new file; its folder does not exist');
  });
});
