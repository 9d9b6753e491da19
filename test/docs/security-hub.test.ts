import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CUSTOM_ACTION } from '../../infra/constructs/security-hub-events.ts';
import { MAX_CHOSEN_FINDINGS } from '../../security-hub/start-runbooks.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { parametersOf } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { brokenLinks, readPage, tableBelow } from '../support/pages.ts';

const PAGE = 'docs/security-hub.md';
const page = readPage(PAGE);
const golden = readFileSync(
  new URL('../security-hub/before-and-after.snapshot.txt', import.meta.url),
  'utf8',
);

describe(PAGE, () => {
  it('links to pages and headings that exist', () => {
    expect(brokenLinks(PAGE)).toEqual([]);
  });

  it('shows the finding as the function makes it, and says that its note was empty', () => {
    const shown = Array.from(page.matchAll(/^```text\n([\s\S]*?)^```$/gm), ([, text = '']) => text.trim());
    const [, before = '', after] =
      /^alice, before:\n([\s\S]*?)\n\nalice, after:\n([\s\S]*?)\n\n/.exec(golden) ?? [];
    expect(shown).toEqual([after]);
    expect(before).toMatch(/^Note +-$/m);
    expect(page).toContain('empty before');
  });

  it('has a row for each parameter, with its default', () => {
    const rows = tableBelow(page, 'Set up').flatMap(([names = '', defaults = '']) =>
      names.split(', ').map((name, at) => [name.replaceAll('`', ''), defaults.split(', ')[at] ?? '']),
    );
    const written = (value: unknown) => (value === '' ? 'none' : String(value));
    const parameters = Object.entries(parametersOf('OneActiveKeySecurityHub'));
    expect(rows.map(([name = '', value = '']) => [name, value.replaceAll('`', '')]).toSorted()).toEqual(
      parameters.map(([name, { Default }]) => [name, written(Default)]).toSorted(),
    );
  });

  it('deploys the template that the build writes, and invokes the function by its name and a payload that it takes', () => {
    const [deploy] = awsCommandsOf(PAGE).filter(({ words }) => words.includes('deploy'));
    expect(deploy && optionOf(deploy, '--template-file')).toEqual([
      'dist/one-active-key-security-hub.template.yaml',
    ]);
    const [invoke] = awsCommandsOf(PAGE).filter(({ words }) => words.includes('invoke'));
    expect(invoke && optionOf(invoke, '--function-name')).toEqual(['one-active-key-security-hub']);
    expect(invoke && optionOf(invoke, '--payload')).toEqual(['{"operation":"Refresh"}']);
  });

  it('names the output that creates the custom action', () => {
    const { outputs } = deploy(templateOf('OneActiveKeySecurityHub'), {
      parameters: { CustomAction: 'true' },
    });
    const [, name = ''] = /output `(\w+)` once/.exec(page) ?? [];
    expect(outputs[name]).toContain(`--id ${CUSTOM_ACTION.id} --name "${CUSTOM_ACTION.name}"`);
  });

  it('names the custom action and its limit', () => {
    expect(page).toContain(`*${CUSTOM_ACTION.name}*`);
    expect(page).toContain(`up to ${MAX_CHOSEN_FINDINGS} findings`);
  });
});
