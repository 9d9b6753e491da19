import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../bin/command-line/errors.ts';
import { openOutputFile } from '../../../bin/terminal/output-file.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { run, runIn } from '../../support/cli.ts';
import { addUser } from '../../support/rule.ts';
import { served } from '../../support/served-account.ts';

const option = '--output';

/**
 * A folder with the file `old` and a folder `folder`; the links `link`, `broken`, `away` and `device` lead to
 * the file, to nothing, to the folder and to a device.
 */
function folderWithFiles(): (name: string) => string {
  const folder = realpathSync(emptyFolder());
  const path = (name: string) => join(folder, name);
  writeFileSync(path('old'), 'mine');
  mkdirSync(path('folder'));
  symlinkSync(path('old'), path('link'));
  symlinkSync(path('nothing'), path('broken'));
  symlinkSync(path('folder'), path('away'));
  symlinkSync('/dev/null', path('device'));
  return path;
}

const NEW = 'expected the name of a new file; ';
const EXISTS = `${NEW}it exists already: give --force to overwrite it`;
const WRITABLE = 'expected a file that can be written; ';
const LINK = 'it is a symbolic link: name the file that it leads to, or another one';

const REFUSED = [
  { what: 'a file that exists', name: 'old', force: false, reason: EXISTS },
  { what: 'a link to a file', name: 'link', force: false, reason: `${NEW}${LINK}` },
  { what: 'a link to a file, with --force', name: 'link', force: true, reason: `${WRITABLE}${LINK}` },
  { what: 'a link to nothing', name: 'broken', force: false, reason: `${NEW}${LINK}` },
  { what: 'a link to nothing, with --force', name: 'broken', force: true, reason: `${WRITABLE}${LINK}` },
  {
    what: 'a link to a folder, with --force',
    name: 'away',
    force: true,
    reason: `${WRITABLE}it is a folder`,
  },
  { what: 'a folder', name: 'folder', force: false, reason: `${NEW}it is a folder` },
  { what: 'a folder, with --force', name: 'folder', force: true, reason: `${WRITABLE}it is a folder` },
  { what: 'no folder', name: 'no/new', force: false, reason: `${NEW}its folder does not exist` },
  {
    what: 'no folder, with --force',
    name: 'no/new',
    force: true,
    reason: `${WRITABLE}its folder does not exist`,
  },
  {
    what: 'a file as a folder',
    name: 'old/new',
    force: true,
    reason: `${WRITABLE}a part of its path is no folder`,
  },
  { what: 'a name that is too long', name: 'x'.repeat(300), force: false, reason: `${NEW}ENAMETOOLONG` },
];

describe('a file to write', () => {
  it.each(REFUSED)('$what is refused, and nothing changes', ({ name, force, reason }) => {
    const path = folderWithFiles();
    const before = readdirSync(path('.'));
    const open = () => openOutputFile({ option, file: path(name), force });
    expect(open).toThrow(UsageError);
    expect(open).toThrow(`--output ${path(name)}: ${reason}`);
    expect(readdirSync(path('.'))).toEqual(before);
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
  });

  it('without a name is refused', () => {
    const open = () => openOutputFile({ option, file: '', force: true });
    expect(open).toThrow(`${WRITABLE}received no name`);
  });

  it.each([
    ['the same name', 'old', 'old'],
    ['a link to it', 'link', 'old'],
    ['another spelling', 'old', 'folder/../old'],
    ['the same new name', 'new', 'folder/../new'],
    ['that of the second account', 'kept.123456789012.json', 'kept.json'],
  ])('is not that of --sandbox, even with --force: %s', (_, name, sandboxFile) => {
    const path = folderWithFiles();
    const open = () =>
      openOutputFile({ option, file: path(name), force: true, sandboxFile: `${path('.')}/${sandboxFile}` });
    expect(open).toThrow(`${WRITABLE}it is the file of --sandbox`);
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
  });

  it.each([
    ['the same name', 'old', 'old'],
    ['a link to it', 'old', 'link'],
    ['another spelling', 'old', 'folder/../old'],
  ])('is not one that the command reads, even with --force: %s', (_, name, input) => {
    const path = folderWithFiles();
    const inputs = { '--decisions': `${path('.')}/${input}`, '--receipts': undefined };
    const open = () => openOutputFile({ option, file: path(name), force: true, inputs });
    expect(open).toThrow(
      `--output ${path(name)}: ${WRITABLE}it is the file of --decisions, which the command reads: name another one`,
    );
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
  });

  it.each(['/dev/null', 'device'])('that is written anew again and again is no device: %s', (name) => {
    const path = folderWithFiles();
    const file = name.startsWith('/') ? name : path(name);
    expect(() => openOutputFile({ option, file, force: true, isRewritten: true })).toThrow(
      `--output ${file}: ${WRITABLE}it is a pipe or a device, and the file is written anew again and again: name a regular file`,
    );
  });

  it('is not on the disk before it is written, and then is complete, with no other file beside it', () => {
    const path = folderWithFiles();
    const before = readdirSync(path('.'));
    const output = openOutputFile({ option, file: path('new') });
    expect(readdirSync(path('.'))).toEqual(before);
    for (const text of ['one', 'another']) {
      output.write(text);
      expect(readFileSync(path('new'), 'utf8')).toBe(text);
    }
    expect(readdirSync(path('.'))).toEqual([...before, 'new'].sort());
  });

  it('that came into being meanwhile is not overwritten', () => {
    const path = folderWithFiles();
    const output = openOutputFile({ option, file: path('new') });
    writeFileSync(path('new'), 'mine');
    expect(() => output.write('ours')).toThrow(EXISTS);
    expect(readFileSync(path('new'), 'utf8')).toBe('mine');
  });

  it.each(['old', 'new', 'away/new'])('%s is written with --force', (name) => {
    const path = folderWithFiles();
    openOutputFile({ option, file: path(name), force: true }).write('ours');
    expect(readFileSync(path(name), 'utf8')).toBe('ours');
  });

  it('that has become a link meanwhile is replaced, and what the link leads to stays as it is', () => {
    const path = folderWithFiles();
    const output = openOutputFile({ option, file: path('new'), force: true });
    symlinkSync(path('old'), path('new'));
    output.write('ours');
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
    expect(readFileSync(path('new'), 'utf8')).toBe('ours');
  });

  it('a link in the place of the file beside it, which the rename needs, is not followed', () => {
    const path = folderWithFiles();
    const output = openOutputFile({ option, file: path('new') });
    symlinkSync(path('old'), path(`new.${process.pid}.new`));
    expect(() => output.write('ours')).toThrow('EEXIST');
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
  });

  it('a failed write leaves no other file', () => {
    const path = folderWithFiles();
    const output = openOutputFile({ option, file: path('old'), force: true });
    rmSync(path('old'));
    mkdirSync(path('old'));
    const before = readdirSync(path('.'));
    expect(() => output.write('ours')).toThrow('EISDIR');
    expect(readdirSync(path('.'))).toEqual(before);
  });

  it('that may not be written is refused, unless root runs the command', () => {
    const path = folderWithFiles();
    chmodSync(path('old'), 0o400);
    const open = () => openOutputFile({ option, file: path('old'), force: true });
    if (process.getuid?.() === 0) expect(open).not.toThrow();
    else expect(open).toThrow(`${WRITABLE}there is no permission to write it`);
  });

  it.each([false, true])('a device is written as it is, also through a link, force %s', (force) => {
    const path = folderWithFiles();
    for (const file of ['/dev/null', path('device')]) openOutputFile({ option, file, force }).write('text');
    expect(lstatSync(path('device')).isSymbolicLink()).toBe(true);
    expect(readFileSync('/dev/null', 'utf8')).toBe('');
  });

  it('a link to a device that leads to a file meanwhile is not followed', () => {
    const path = folderWithFiles();
    const output = openOutputFile({ option, file: path('device') });
    rmSync(path('device'));
    symlinkSync(path('old'), path('device'));
    expect(() => output.write('ours')).toThrow(LINK);
    expect(readFileSync(path('old'), 'utf8')).toBe('mine');
  });
});

describe('a command whose file cannot be written', () => {
  it.each([
    ['preview', ['preview', '--output']],
    ['preview --aggregator', ['preview', '--aggregator', 'organization', '--output']],
  ])('%s: wrong usage, before the first call to AWS', async (_, args) => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2));
    const callsBefore = account.calls.length;
    const { code, err } = await runIn({ ...environment, AWS_REGION: 'us-east-1' }, [
      ...args,
      '/nowhere/at.csv',
    ]);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'error: --output /nowhere/at.csv: expected the name of a new file; its folder does not exist\n',
    });
    expect(account.calls.slice(callsBefore)).toEqual([]);
  });
});

describe('a file that cannot be written after the reading, as on a full disk', () => {
  it.skipIf(!existsSync('/dev/full')).each([
    ['preview --output', '--output'],
    ['verify --output', '--output'],
    ['history --output', '--output'],
    ['explain deploy-bot --output', '--output'],
    ['preview --decisions', '--decisions'],
  ])('%s: exit code 1, and the error says the file and what was done', async (command, to) => {
    const folder = realpathSync(emptyFolder());
    const file = to === '--decisions' ? join(folder, 'full.csv') : '/dev/full';
    if (to === '--decisions') symlinkSync('/dev/full', file);
    const { code, err } = await run([...command.split(' '), file, '--sandbox']);
    expect(code).toBe(1);
    expect(err).toContain(
      `${to} ${file} could not be written: ENOSPC: no space left on device, write. AWS was read, and nothing was changed there: make room, or name another file, and run the command again.\n`,
    );
  });
});

describe('the format of a file', () => {
  it.each([
    ['users.json', [], /^\{/],
    ['users.JSON', [], /^\{/],
    ['users.csv', [], /^userName,|,accessKeyId/],
    ['users.html', [], /^<!doctype html>/i],
    ['users.htm', [], /^<!doctype html>/i],
    ['users.txt', [], /^316 users: /],
    ['users', [], /^316 users: /],
    ['users.html', ['--format', 'json'], /^\{/],
  ] as const)('%s %j: follows the ending unless --format is given', async (name, options, content) => {
    const file = join(emptyFolder(), name);
    const { code, out } = await run(['preview', '--sandbox', '--output', file, ...options]);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(readFileSync(file, 'utf8')).toMatch(content);
  });

  it('with --aggregator a page is refused', async () => {
    const file = join(emptyFolder(), 'users.html');
    const { code, err } = await run([
      'preview',
      '--aggregator',
      'organization',
      '--sandbox',
      '--output',
      file,
    ]);
    expect(code).toBe(2);
    expect(err).toContain('--format: expected table, json, csv with --aggregator; received html');
  });
});
