import { beforeAll, describe, expect, it } from 'vitest';
import { playDemo } from '../../demo/demo.ts';
import { createPage, type Page, wantsColours } from '../../demo/page.ts';
import type { AutomationOptions } from '../../sandbox/automation/automation.ts';
import { readPayloadDirectly, refuseScripts } from '../../sandbox/automation/scripts/without-python.ts';
import { readPage } from '../support/pages.ts';

const ESCAPE = '\u001b';

/** The recorded output of one demo, which can be written to any page. */
interface Recording {
  readonly isTrue: boolean;
  on(page: { readonly isColoured?: boolean; readonly width?: number }): string;
}

async function play(
  runScript: AutomationOptions['runScript'] & object = readPayloadDirectly,
): Promise<Recording> {
  const written: ((page: Page) => void)[] = [];
  const recorder: Page = {
    heading: (text) => written.push((page) => page.heading(text)),
    text: (...lines) => written.push((page) => page.text(...lines)),
    table: (rows) => written.push((page) => page.table(rows)),
    claim: (text, isTrue) => written.push((page) => page.claim(text, isTrue)),
  };
  const isTrue = await playDemo(recorder, { runScript });
  return {
    isTrue,
    on(options) {
      const texts: string[] = [];
      const page = createPage({
        write: (text) => void texts.push(text),
        isColoured: false,
        width: 120,
        ...options,
      });
      for (const write of written) write(page);
      return texts.join('');
    },
  };
}

let recording: Recording;
let text: string;
beforeAll(async () => {
  recording = await play();
  text = recording.on({});
});

describe('the demo', () => {
  it('has only true claims, and the same text in each run', async () => {
    expect(recording.isTrue).toBe(true);
    expect(text).toContain('All 45 claims are true.');
    expect((await play()).on({})).toBe(text);
  });

  it('shows as many users as the README says', () => {
    expect(text).toContain('315 users: 304 COMPLIANT, 10 NON_COMPLIANT, 1 NOT_APPLICABLE.');
    expect(readPage('README.md')).toContain('judge 315 users');
  });

  it('shows the complete undo command in one separate line', () => {
    const commands = text
      .split('\n')
      .filter((line) => line.startsWith('aws ssm start-automation-execution --region us-east-1 '));
    expect(commands).toEqual(
      Array.from({ length: 2 }, () => expect.stringMatching(/"AccessKeyId":\["AKIADEPLOYNEWEXAMPLE"\]\}'$/)),
    );
  });

  it.each([80, 160])('fits into %i columns, except for the undo command', (width) => {
    const isTable = (line: string) => /^[│┌├└]/.test(line);
    const lines = recording.on({ width }).split('\n');
    expect(lines.filter((line) => line.length > width && isTable(line))).toEqual([]);
  });

  it('says that the scripts of the runbooks were not run', () => {
    expect(text).toContain("python3 was not found: the runbooks' script steps were not run");
  });

  it('says which claims are not true', async () => {
    const failed = await play(refuseScripts);
    expect(failed.isTrue).toBe(false);
    expect(failed.on({})).toContain('✗ the receipt says Deactivated and names the key');
    expect(failed.on({})).toContain('claims are NOT true.');
  });
});

describe('colours', () => {
  it('are absent if the page has no colours', () => {
    expect(text).not.toContain(ESCAPE);
  });

  it('are present if the page has colours, and the text is the same', () => {
    const coloured = recording.on({ isColoured: true });
    expect(coloured).toContain(`${ESCAPE}[31mNON_COMPLIANT${ESCAPE}[39m`);
    expect(coloured.replaceAll(new RegExp(`${ESCAPE}\\[\\d+m`, 'g'), '')).toBe(text);
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
