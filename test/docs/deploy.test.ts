import { RecordingStrategyType } from '@aws-sdk/client-config-service';
import { describe, expect, it } from 'vitest';
import { bundleFunctions } from '../../infra/code/bundles.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { STACK_NAMES, templateOf } from '../support/cloudformation/templates.ts';
import { readPage, tableBelow } from '../support/pages.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';
const page = readPage('docs/deploy.md').replaceAll('=TOPIC_ARN', `=${TOPIC}`);
const STACKS = ['OneActiveKey', 'OneActiveKeyForwarding'];

/** The texts of code in a part of the page. */
const quoted = (text: string) => Array.from(text.matchAll(/`([^`\n]+)`/g), ([, each = '']) => each);

/** The words of the list of a loop of the shell on the page. */
function wordsOfLoop(variable: string): readonly string[] {
  const [, words = ''] = new RegExp(`^for ${variable} in (.*); do$`, 'm').exec(page) ?? [];
  return words.split(' ');
}

const resources = templateOf('OneActiveKey')['Resources'] as Record<string, { readonly Type: string }>;

describe('docs/deploy.md', () => {
  it('names the services of the resources in the account template', () => {
    const [, sentence = ''] = /It creates resources of ([^;.]*?), and with `KmsKeyArn`/s.exec(page) ?? [];
    const services = Object.values(resources).map(({ Type }) => Type.split('::')[1]?.toLowerCase());
    expect(quoted(sentence).toSorted()).toEqual([...new Set(services)].toSorted());
  });

  it('gives the defaults of the parameters to decide about', () => {
    const [, decisions = ''] = page.split('**Decide these parameters first**');
    const rows = tableBelow(`\n## Parameters\n${decisions}`, 'Parameters');
    expect(rows.length).toBeGreaterThan(4);
    for (const [name = '', value = ''] of rows) {
      const { Default } = parametersOf('OneActiveKey')[quoted(name)[0] ?? ''] ?? {};
      expect([name, `${Default}`]).toEqual([name, value === 'none' ? '' : quoted(value)[0]]);
    }
  });

  it('gives parameters values that a template accepts', () => {
    const given = Array.from(
      page.matchAll(/\b([A-Z][A-Za-z]+)=(arn:[^`\s]+|[^`\s,:]+)/g),
      ([, name = '', value = '']) => {
        const owners = STACKS.filter((stack) => parametersOf(stack)[name]);
        return { name, value, accepted: owners.map((stack) => accepts(stack, name, value)) };
      },
    ).filter(({ accepted }) => accepted.length > 0);
    expect(given.length).toBeGreaterThan(5);
    expect(given.filter(({ accepted }) => accepted.includes(false))).toEqual([]);
  });

  it('names outputs that the templates have', () => {
    const [, section = ''] = page.split('### See that it works\n');
    const [, sentence = ''] = /The output (.*?) Read on/s.exec(section) ?? [];
    const named = [...quoted(sentence), 'IsForwarding'];
    const outputs = STACKS.flatMap((stack) => Object.keys(templateOf(stack)['Outputs'] as object));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !outputs.includes(name))).toEqual([]);
    expect(page).toContain('output IsForwarding');
  });

  it('names an alarm that the template has', () => {
    const alarms = deploy(templateOf('OneActiveKey')).ofType('AWS::CloudWatch::Alarm');
    const [, name] = /The alarm `([\w-]+)` is on until the first evaluation/.exec(page) ?? [];
    expect(alarms.map(({ properties }) => properties['AlarmName'])).toContain(name);
  });

  it('says of each recording strategy of AWS Config whether it records users', () => {
    const rows = tableBelow(page.replaceAll('\n### ', '\n## '), 'Which recorder records users');
    const strategies = rows.flatMap(([strategy = '']) => quoted(strategy).slice(0, 1));
    expect(strategies.toSorted()).toEqual(Object.values(RecordingStrategyType).toSorted());
  });

  it('removes the stacks that need the account’s stack before it', () => {
    const removed = awsCommandsOf('docs/deploy.md')
      .filter(({ words }) => words[1] === 'delete-stack')
      .flatMap((command) => optionOf(command, '--stack-name') ?? []);
    expect(removed.at(-1)).toBe('OneActiveKey');
    expect(removed.filter((name) => !(STACK_NAMES as readonly string[]).includes(name))).toEqual([]);
  });

  it('compares the code of every function', () => {
    const names = wordsOfLoop('function').map((name) => `one-active-key-${name}`);
    expect(names.toSorted()).toEqual(Object.keys(bundleFunctions()).toSorted());
  });

  it('checks the default version of every runbook, and skips their resources in a rollback', () => {
    const names = Object.values(RUNBOOKS).map(({ name }) => name);
    expect(wordsOfLoop('runbook').map((name) => `OneActiveKey-${name}`)).toEqual(names);
    const skipped = quoted(page).filter((name) => /^Runbook[A-Z]/.test(name));
    const documents = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::SSM::Document');
    expect(skipped.toSorted()).toEqual(documents.map(([id]) => id).toSorted());
  });

  it('names numbers that docs/verify-in-aws.md has', () => {
    const questions = readPage('docs/verify-in-aws.md').matchAll(/^(?:\| |- )(\d+)(?: \||:)/gm);
    const rows = Array.from(questions, ([, row]) => row);
    const named = Array.from(
      page.matchAll(/\b(?:rows?|numbers) (\d+)(?:\s+to\s+(\d+))?/g),
      ([, ...ends]) => ends,
    )
      .flat()
      .filter((row) => row !== undefined);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((row) => !rows.includes(row))).toEqual([]);
  });
});
