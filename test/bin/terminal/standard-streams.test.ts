import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../../support/cli.ts';

const NEW = 'expected the name of a new file; received -, which is no file';
const READ =
  'expected the name of a file to read; received -, which is no file, and no command reads standard input';
const OUTPUT = `--output -: ${NEW}: leave --output out for standard output`;

describe('- in the place of a file: exit code 2, and no file of this name', () => {
  it.each([
    ['preview --output -', OUTPUT],
    ['verify --output -', OUTPUT],
    ['explain payroll --output -', OUTPUT],
    ['history --output -', OUTPUT],
    [
      'preview --output - --force',
      '--output -: expected a file that can be written; received -, which is no file: leave --output out for ' +
        'standard output',
    ],
    ['cleanup old-reports --output -', `--output -: ${NEW}`],
    ['remediate deploy-bot --receipts -', `--receipts -: ${NEW}`],
    ['preview --decisions -', '--decisions -: expected a file that ends in .csv or .json'],
    ['preview --sandbox=-', '--sandbox -: expected a file that can be written; received -, which is no file'],
    ['remediate --decisions -', `--decisions -: ${READ}`],
    ['cleanup --decisions -', `--decisions -: ${READ}`],
    ['verify --decisions -', `--decisions -: ${READ}`],
    ['undo --receipts -', `--receipts -: ${READ}`],
    ['cleanup --receipts -', `--receipts -: ${READ}`],
    ['preview --compare -', `--compare -: ${READ}`],
    ['verify --accounts @-', `--accounts @-: ${READ}`],
  ])('%s', async (command, message) => {
    expect(await runInSandbox(command)).toEqual({ code: 2, out: '', err: `error: ${message}\n` });
    expect(existsSync('-')).toBe(false);
  });
});
