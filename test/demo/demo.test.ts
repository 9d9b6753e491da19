import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { playDemo } from '../../demo/demo.ts';
import { createPage, wantsColours } from '../../demo/page.ts';
import type { AutomationOptions } from '../../sandbox/automation/automation.ts';
import { readReceiptDirectly, refuseScripts } from '../../sandbox/automation/scripts/without-python.ts';

const ESCAPE = '\u001b';

async function play(
  options: Partial<AutomationOptions> = {},
  page: { isColoured?: boolean; width?: number } = {},
) {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const cameTrue = await playDemo(createPage({ write, isColoured: false, width: 120, ...page }), options);
  return { cameTrue, text, lines: text.split('\n') };
}

describe('the demo', () => {
  it('comes true, and says the same each time', async () => {
    const [once, again] = [await play(), await play()];
    expect(once.cameTrue).toBe(true);
    expect(once.text).toContain('All 35 came true.');
    expect(again.text).toBe(once.text);
  });

  it('shows as many users as the README says', async () => {
    expect((await play()).text).toContain('314 users: 304 COMPLIANT, 9 NON_COMPLIANT, 1 NOT_APPLICABLE.');
  });

  it('shows the undo command whole, in a line of its own', async () => {
    const { lines } = await play();
    expect(
      lines.filter((line) => line.startsWith('aws ssm start-automation-execution --region us-east-1 ')),
    ).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/"AccessKeyId":\["AKIADEPLOYNEWEXAMPLE"\]\}'$/)),
    );
  });

  it.each([80, 160])('fits into %i columns, but for the command that is to be copied', async (width) => {
    const { lines } = await play({}, { width });
    const isText = (line: string) =>
      !line.startsWith('│') && !line.startsWith('┌') && !line.startsWith('├') && !line.startsWith('└');
    expect(lines.filter((line) => line.length > width && !isText(line))).toEqual([]);
  });

  it('without python3 comes true as well, and says aloud what was not run', async () => {
    const { cameTrue, text } = await play({ runScript: readReceiptDirectly });
    expect(cameTrue).toBe(true);
    expect(text).toContain("python3 was not found: the runbooks' script steps were not run");
  });

  it('says which claims did not come true', async () => {
    const { cameTrue, text } = await play({ runScript: refuseScripts });
    expect(cameTrue).toBe(false);
    expect(text).toContain('✗ the receipt says Deactivated, and which key');
    expect(text).toContain('did NOT come true.');
  });
});

describe('colours', () => {
  it('none where they are not wanted', async () => {
    expect((await play()).text).not.toContain(ESCAPE);
  });

  it('some where they are, and the same text', async () => {
    const { text } = await play({}, { isColoured: true });
    expect(text).toContain(`${ESCAPE}[31mNON_COMPLIANT${ESCAPE}[39m`);
    expect(text.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe((await play()).text);
  });

  const cases: [boolean, Record<string, string>, boolean][] = [
    [true, {}, true],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '0' }, false],
    [true, { TERM: 'dumb' }, false],
    [true, { TERM: 'xterm-256color' }, true],
    [false, {}, false],
    [false, { TERM: 'xterm-256color', CI: 'true' }, false],
  ];
  it.each(cases)('terminal: %s, environment: %j → %s', (isTerminal, environment, expected) => {
    expect(wantsColours(isTerminal, environment)).toBe(expected);
  });
});

it('npm run demo: exit code 0, plain when piped, nothing on standard error', () => {
  const root = new URL('../..', import.meta.url);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toContain('All 35 came true.');
  expect(stdout).not.toContain(ESCAPE);
});
