import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PARAMETERS, parseParameters } from '../policy/parameters.ts';
import { RUNBOOKS } from '../product/runbooks.ts';
import { parseRequest } from '../remediation/parse-request.ts';
import { OUTCOMES } from '../remediation/receipt.ts';
import { EXEMPT_FOR_DAYS, SOAK_DAYS } from '../remediation/request.ts';

interface Runbook {
  readonly parameters: Readonly<
    Record<
      string,
      { readonly default?: string; readonly allowedPattern?: string; readonly allowedValues?: string[] }
    >
  >;
  readonly mainSteps: readonly {
    readonly inputs: { readonly InputPayload: Readonly<Record<string, string>> };
  }[];
}

const readRunbook = (file: string): Runbook =>
  parse(readFileSync(new URL(`../remediation/${file}`, import.meta.url), 'utf8'));
const deactivate = readRunbook(RUNBOOKS.deactivate.file);
const reactivate = readRunbook(RUNBOOKS.reactivate.file);
const deletion = readRunbook(RUNBOOKS.delete.file);
const page = readFileSync(new URL('../docs/reference.md', import.meta.url), 'utf8');
/** The page, each sentence on one line. */
const sentences = page.replaceAll(/\s+/g, ' ');

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const accepts = (read: () => unknown): boolean => {
  try {
    read();
    return true;
  } catch {
    // An error means that the value is refused.
    return false;
  }
};

const TEXTS = [
  ...Array.from({ length: 1_200 }, (_, n) => String(n)),
  '',
  '00',
  '07',
  '+1',
  '-1',
  '-0',
  '1.0',
  ' 1',
  '1 ',
  '1\n',
  '1e2',
  '0x1',
  '٣',
  'seven',
  '9007199254740993',
  'NaN',
];

const numbers = Object.entries(PARAMETERS).flatMap(([name, definition]) =>
  'min' in definition ? [{ name, ...definition }] : [],
);

describe('one definition of names, bounds and defaults', () => {
  it.each(numbers)(
    '$name: the runbook accepts the same values as the rule, with the same default',
    ({ name, ...definition }) => {
      const parameter = deactivate.parameters[pascal(name)];
      expect(parameter?.default).toBe(String(definition.default));
      const pattern = new RegExp(parameter?.allowedPattern ?? '(?!)');
      const differing = TEXTS.filter(
        (text) => pattern.test(text) !== accepts(() => parseParameters({ [name]: text })),
      );
      expect(differing).toEqual([]);
    },
  );

  it('selectionStrategy: the runbook has the same values and default', () => {
    const { values, default: byDefault } = PARAMETERS.selectionStrategy;
    expect(deactivate.parameters['SelectionStrategy']).toMatchObject({
      allowedValues: [...values],
      default: byDefault,
    });
  });

  it.each(numbers)(
    '$name: docs/reference.md has the same bounds and default',
    ({ name, min, max, default: byDefault }) => {
      expect(page).toContain(`| \`${name}\` | ${min}–${max} | ${byDefault} |`);
    },
  );

  it('selectionStrategy: docs/reference.md has the same values and default', () => {
    const { values, default: byDefault } = PARAMETERS.selectionStrategy;
    expect(page).toContain(`| \`selectionStrategy\` | ${values.join(', ')} | ${byDefault} |`);
  });

  it('exemptForDays: runbook, docs/reference.md and function agree', () => {
    const { min, max, default: byDefault } = EXEMPT_FOR_DAYS;
    const parameter = reactivate.parameters['ExemptForDays'];
    expect(parameter?.default).toBe(String(byDefault));
    expect(sentences).toContain(`\`ExemptForDays\` (${min}–${max}, default ${byDefault})`);
    const pattern = new RegExp(parameter?.allowedPattern ?? '(?!)');
    const event = {
      operation: 'Reactivate',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    };
    const differing = TEXTS.filter(
      (text) => pattern.test(text) !== accepts(() => parseRequest({ ...event, exemptForDays: text })),
    );
    expect(differing).toEqual([]);
  });

  it('force: runbook and function agree', () => {
    const parameter = reactivate.parameters['Force'];
    expect(parameter?.default).toBe('false');
    const event = {
      operation: 'Reactivate',
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    };
    const pattern = new RegExp(parameter?.allowedPattern ?? '(?!)');
    const differing = ['true', 'false', 'True', 'FALSE', 'yes', 'true ', 'true\n', ...TEXTS].filter(
      (text) => pattern.test(text) !== accepts(() => parseRequest({ ...event, force: text })),
    );
    expect(differing).toEqual([]);
  });

  it('soakDays: runbook, docs/reference.md and function agree', () => {
    const { min, max, default: byDefault } = SOAK_DAYS;
    const parameter = deletion.parameters['SoakDays'];
    expect(parameter?.default).toBe(String(byDefault));
    expect(sentences).toContain(`\`SoakDays\` (${min}–${max}, default ${byDefault})`);
    const pattern = new RegExp(parameter?.allowedPattern ?? '(?!)');
    const event = { operation: 'DeleteDeactivated', userId: 'AIDACKCEVSQ6C2EXAMPLE' };
    const differing = TEXTS.filter(
      (text) => pattern.test(text) !== accepts(() => parseRequest({ ...event, soakDays: text })),
    );
    expect(differing).toEqual([]);
  });

  it('exemptionMaxDays: the runbook that reactivates has the same pattern and default', () => {
    expect(reactivate.parameters['ExemptionMaxDays']).toMatchObject({
      default: deactivate.parameters['ExemptionMaxDays']?.default,
      allowedPattern: deactivate.parameters['ExemptionMaxDays']?.allowedPattern,
    });
  });
});

describe('ids', () => {
  const samples = [
    'AIDACKCEVSQ6C2EXAMPLE',
    'AKIAIOSFODNN7EXAMPLE',
    'AROACLKWSDQRAOEXAMPLE',
    'ASIAIOSFODNN7EXAMPLE',
    'alice',
    '',
    'aidackcevsq6c2example',
    'AIDA12345678901',
    'AIDA123456789012',
    `AIDA${'A'.repeat(124)}`,
    `AIDA${'A'.repeat(125)}`,
    'AKIA12345678901',
    'AKIA123456789012',
    `AKIA${'A'.repeat(124)}`,
    `AKIA${'A'.repeat(125)}`,
    ' AIDACKCEVSQ6C2EXAMPLE',
    'AKIAIOSFODNN7EXAMPLE ',
    'xAKIAIOSFODNN7EXAMPLE',
    'AKIA_IOSFODNN7EXAMPLE',
  ];
  it.each(samples)('runbooks and function agree about %j', (text) => {
    const userId = 'AIDACKCEVSQ6C2EXAMPLE';
    const asUser = accepts(() => parseRequest({ operation: 'Deactivate', userId: text }));
    const asKey = accepts(() => parseRequest({ operation: 'Reactivate', userId, accessKeyId: text }));
    const matches = (runbook: Runbook, name: string) =>
      new RegExp(runbook.parameters[name]?.allowedPattern ?? '(?!)').test(text);
    expect(matches(deactivate, 'IAMUserId')).toBe(asUser);
    expect(matches(reactivate, 'IAMUserId')).toBe(asUser);
    expect(matches(deletion, 'IAMUserId')).toBe(asUser);
    expect(matches(reactivate, 'AccessKeyId')).toBe(asKey);
  });
});

describe('the events of the runbooks', () => {
  /** A value for every parameter that has no default. */
  const VALUES: Readonly<Record<string, string>> = {
    '{{ IAMUserId }}': 'AIDACKCEVSQ6C2EXAMPLE',
    '{{ AccessKeyId }}': 'AKIAIOSFODNN7EXAMPLE',
    '{{ AutomationAssumeRole }}': 'arn:aws:iam::111122223333:role/one-active-key-automation',
    '{{ automation:EXECUTION_ID }}': '4105a4fc-f944-11e6-9d32-0a1b2c3d4950',
  };
  it.each([
    ['deactivate', deactivate],
    ['reactivate', reactivate],
    ['delete', deletion],
  ] as const)('%s: the function reads every member', (_name, runbook) => {
    const payload = runbook.mainSteps[0]?.inputs.InputPayload ?? {};
    const event = Object.fromEntries(
      Object.entries(payload).map(([member, text]) => {
        const parameter = runbook.parameters[text.replace(/^\{\{ | \}\}$/g, '')];
        return [member, VALUES[text] ?? parameter?.default ?? text];
      }),
    );
    expect(parseRequest(event)).toMatchObject({
      userId: 'AIDACKCEVSQ6C2EXAMPLE',
      automationExecutionId: VALUES['{{ automation:EXECUTION_ID }}'],
    });
  });
});

it.each(OUTCOMES)('the outcome %s is in docs/reference.md', (outcome) => {
  expect(page).toContain(`\`${outcome}\``);
});
