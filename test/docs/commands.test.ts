import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { complaintAbout } from '../support/command-complaints.ts';
import { commandsOf } from '../support/page-commands.ts';
import { readPage } from '../support/pages.ts';

const foldersWithReadme = (folder: string) =>
  readdirSync(folder)
    .map((name) => join(folder, name, 'README.md'))
    .filter((path) => existsSync(path));

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'conformance-pack/README.md',
  ...readdirSync('docs').flatMap((name) => (name.endsWith('.md') ? [join('docs', name)] : [])),
  ...foldersWithReadme('examples'),
];

describe('the commands of every page', () => {
  it.each(PAGES)('%s: call programs, scripts, options and files that exist', (page) => {
    const wrong = commandsOf(readPage(page)).flatMap(({ words, isPart }) => {
      const complaint = complaintAbout(words, isPart);
      return complaint === undefined ? [] : [`${words.join(' ')}: ${complaint}`];
    });
    expect(wrong).toEqual([]);
  });

  it('are found', () => {
    const commands = PAGES.flatMap((page) => commandsOf(readPage(page)));
    const of = (program: string) => commands.filter(({ words }) => words.join(' ').startsWith(program));
    expect(of('npx one-active-key').length).toBeGreaterThan(50);
    expect(of('npm run').length).toBeGreaterThan(15);
    expect(of('terraform').length).toBeGreaterThan(5);
  });
});

describe('a command on a page is reported', () => {
  const block = (text: string, language = 'sh') => `\`\`\`${language}\n${text}\n\`\`\`\n`;

  it.each([
    ['with an unknown command', block('npx one-active-key review'), /unknown command 'review'/],
    ['with an unknown option', block('npx one-active-key verify --all'), /unknown option '--all'/],
    ['with an unknown value', block('npx one-active-key verify --format xml'), /'xml' is invalid/],
    ['without a value', block('npx one-active-key undo --receipts'), /argument missing/],
    ['without an argument', block('npx one-active-key explain'), /missing required argument 'user'/],
    ['with a number that is too large', block('npx one-active-key verify --rotation-grace-hours 721'), /720/],
    ['with a soak that is too short', block('npx one-active-key cleanup --all --soak-days 0'), /soakDays/],
    [
      'with an account that is none',
      block('npx one-active-key verify --accounts payments'),
      /received "payments"/,
    ],
    ['in a sentence', 'Run `npx one-active-key pause --because incident`.', /unknown option '--because'/],
    ['in a sentence, without npx', 'Run `cleanup --older-than 14`.', /unknown option '--older-than'/],
    ['in a console', block('$ npx one-active-key verify --sandbx\nokay', 'console'), /unknown option/],
    ['on a line that goes on', block('npx one-active-key verify \\\n  --whole'), /unknown option '--whole'/],
    ['behind a pipe', block('jq . a.json | npx one-active-key look'), /unknown command/],
    ['in a substitution', block('code="$(npx one-active-key judge)"'), /unknown command/],
    ['in a loop', block('for user in a b; do npx one-active-key undo "$user" --now; done'), /--now/],
    ['of cron', block('17 5 * * *  cd x && npx one-active-key verify --mail', 'crontab'), /unknown option/],
    ['with a script that package.json does not have', block('npm run tests'), /the script tests/],
    ['with a command that npm does not have', block('npm compile'), /npm compile does not exist/],
    ['with a file that does not exist', block('node bin/two-active-keys.js'), /bin\/two-active-keys.js/],
    ['with a source that does not exist', block('npx tsx bench/none.ts'), /bench\/none.ts/],
    ['with a package that is none', block('npx one-active-keys verify'), /no program one-active-keys/],
    ['with a stack that does not exist', block('npx cdk deploy TwoActiveKeys'), /the stack TwoActiveKeys/],
    ['with a command that Terraform does not have', block('terraform -chdir=x aply'), /terraform aply/],
    ['with a command that git does not have', block('git psuh'), /git psuh/],
    ['with a command that Docker does not have', block('docker strat'), /docker strat/],
    ['with another program', block('ls\nwget https://example.com'), /ls is none .*\n.*wget is none/],
  ])('%s', (_, page, complaint) => {
    const complaints = commandsOf(page).map(({ words, isPart }) => complaintAbout(words, isPart));
    expect(complaints.filter(Boolean).join('\n')).toMatch(complaint);
  });

  it.each([
    ['with a value in a sentence that only names the option', 'The file of `undo --receipts` is yours.'],
    ['that is only begun', 'See `npx one-active-key remediate … --yes`.'],
    ['in a comment', block('npm ci # then wget')],
    ['in a block of another language', block('wget: true', 'yaml')],
    ['in quotes', block('echo \'a; wget b\' "c | wget d" > wget')],
  ])('but not one %s', (_, page) => {
    expect(commandsOf(page).flatMap(({ words, isPart }) => complaintAbout(words, isPart) ?? [])).toEqual([]);
  });
});
