import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { REMEDIATE_PERMISSIONS, startRunbookPermissions } from '../../infra/permissions/operators.ts';
import type { Permission } from '../../infra/permissions/permission-type.ts';
import { NAMES } from '../../product/names.ts';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG } from '../../product/tags.ts';
import { awsCommandsOf, optionOf } from '../support/aws-commands.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { CENTRAL_TOPIC } from '../support/capabilities.ts';
import { run, runIn } from '../support/cli.ts';
import { accepts, parametersOf } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { readPage, tableBelow } from '../support/pages.ts';
import { addUser } from '../support/rule.ts';
import { served } from '../support/served-account.ts';
import type { Statement } from '../support/simulator.ts';

const PAGE = 'docs/operate.md';
const page = readPage(PAGE);
const commands = awsCommandsOf(PAGE);

/** The texts in backquotes. */
const quoted = (text = '') => Array.from(text.matchAll(/`(.*?)`/g), ([, code = '']) => code);

describe('the first screen, at night', () => {
  const [screen = ''] = page.split('\n## ').slice(1);
  const ours = Array.from(screen.matchAll(/^npx one-active-key (.*)$/gm), ([, words = '']) => words);
  const awsCommands = commands.filter(({ heading }) => heading === 'In an incident');

  it('begins within the first lines of the page', () => {
    const lines = page.split('\n');
    expect(lines.findIndex((line) => line.startsWith('npx one-active-key pause'))).toBeLessThan(15);
    expect(lines.findIndex((line) => line.startsWith('aws ssm put-parameter'))).toBeLessThan(45);
  });

  it('stops, tells, undoes and resumes by commands that work one after another', async () => {
    expect(ours.map((words) => words.split(' ')[0])).toEqual(['pause', 'history', 'undo', 'resume']);
    const sandbox = `--sandbox=${join(emptyFolder(), 'account.json')}`;
    const outputs: string[] = [];
    for (const words of ours) {
      const args = words
        .replace('USER AKIAIOSFODNN7EXAMPLE', 'old-reports AKIAREPORTS20EXAMPLE --yes')
        .replace('YYYY-MM-DD', '2026-11-01')
        .split(' ');
      const { code, out } = await run([...args, sandbox]);
      expect([words, code]).toEqual([words, 0]);
      outputs.push(out);
    }
    const [paused, told, undone, resumed] = outputs;
    expect(paused).toContain('Reason: incident-4711');
    expect(told).toContain('Deactivated AKIAREPORTS20EXAMPLE');
    expect(undone).toContain('AKIAREPORTS20EXAMPLE is Active again. Exempt until 2026-11-28');
    expect(resumed).toContain('automatic acts go on');
  });

  it('has a block of its own for what asks, and for what goes on, so that a pasted block neither answers nor ends the pause', () => {
    const blocks = Array.from(screen.matchAll(/```sh\n(.*?)```/gs), ([, code = '']) => code.trimEnd());
    const isAlone = (code: string) => /one-active-key (undo|resume)|delete-parameter/.test(code);
    const alone = blocks.filter(isAlone);
    expect(alone).toHaveLength(3);
    expect(alone.filter((code) => code.includes('\n'))).toEqual([]);
  });

  it('asks for the account before it stops anything', () => {
    const first = screen.indexOf('aws sts get-caller-identity');
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(screen.indexOf('npx one-active-key pause'));
  });

  it('does the same with the AWS CLI: the parameter of a pause, the runs of every runbook, the output that undoes', () => {
    expect(awsCommands.map(({ words }) => words.slice(0, 2).join(' '))).toEqual([
      'sts get-caller-identity',
      'ssm put-parameter',
      'ssm describe-automation-executions',
      'ssm get-automation-execution',
      'ssm get-automation-execution',
      'ssm delete-parameter',
    ]);
    const [, pause, list, , undo, resume] = awsCommands;
    expect([pause, resume].map((each) => each && optionOf(each, '--name'))).toEqual([
      [NAMES.pauseParameter],
      [NAMES.pauseParameter],
    ]);
    const [prefix = ''] = (list && optionOf(list, '--filters')) ?? [];
    const runbooks = Object.values(RUNBOOKS).map(({ name }) => name);
    expect(runbooks.filter((name) => !name.startsWith(prefix.split('Values=')[1] ?? '?'))).toEqual([]);
    const { outputs } = parse(readFileSync(`remediation/${RUNBOOKS.deactivate.file}`, 'utf8'));
    const [query = ''] = (undo && optionOf(undo, '--query')) ?? [];
    expect(outputs).toContain(query.replace('AutomationExecution.Outputs.', '').replaceAll('"', ''));
    for (const output of ['DeactivatedAccessKeyIds', 'Reason', 'Undo', 'RefusalCode'])
      expect(outputs).toContain(`ReadReceipt.${output}`);
  });
});

describe('the table of alarms', () => {
  it('has a row for each alarm of the stack and of the template for Security Hub', () => {
    const parameters = { NotificationTopicArn: CENTRAL_TOPIC };
    const alarms = ['OneActiveKey', 'OneActiveKeySecurityHub'].flatMap((stack) =>
      deploy(templateOf(stack), stack === 'OneActiveKey' ? { parameters } : {}).ofType(
        'AWS::CloudWatch::Alarm',
      ),
    );
    const rows = tableBelow(page, 'Alarms').map(([cell]) => quoted(cell)[0]);
    expect(rows).toEqual(alarms.map(({ properties }) => properties['AlarmName']));
  });

  it('names outputs that the stack has', () => {
    const parameters = { NotificationTopicArn: CENTRAL_TOPIC };
    const outputs = Object.keys(deploy(templateOf('OneActiveKey'), { parameters }).outputs);
    const named = Array.from(page.matchAll(/output `(\w+Log)`/g), ([, name]) => name);
    expect(new Set(named).size).toBe(4);
    expect(outputs).toEqual(expect.arrayContaining(named));
  });
});

describe('“Remediate, undo, exempt”', () => {
  const [, section = ''] = page.split('\n## Remediate, undo, exempt\n');
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(section) ?? [];
  const statements = JSON.parse(json) as readonly Statement[];

  const pairsOf = (shown: readonly Statement[]) =>
    shown.flatMap(({ Action, Resource }) =>
      [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action} on ${resource}`)),
    );
  const pairsOfPermissions = (permissions: readonly Permission[]) =>
    permissions.flatMap(({ action, resource }) =>
      [resource].flat().map((arn) =>
        `${action} on ${arn}`
          .replace(/\$\{AWS::Partition\}/, 'aws')
          .replace(/\$\{AWS::Region\}/, 'us-east-1')
          .replace(/\$\{AWS::AccountId\}/, '111122223333')
          .replace(/\$\{RolePath\}/, '/'),
      ),
    );

  it('has the permissions of whoever remediates, and no others', () => {
    const start = startRunbookPermissions(RUNBOOKS.deactivate.name);
    expect(pairsOf(statements).toSorted()).toEqual(
      pairsOfPermissions([...start, ...REMEDIATE_PERMISSIONS]).toSorted(),
    );
  });

  it('has what a start by hand needs in the last three statements', () => {
    const start = pairsOfPermissions(startRunbookPermissions(RUNBOOKS.deactivate.name));
    expect(pairsOf(statements.slice(-3))).toEqual(expect.arrayContaining(start));
  });

  it('names every call that the command undo makes itself', async () => {
    const { account, environment } = await served((each) => addUser(each, 'alice', 2), {
      withRunbooks: true,
    });
    const [{ accessKeyId } = { accessKeyId: '' }] = account.backdoor.keysOf('alice');
    const before = account.calls.length;
    await runIn({ ...environment, AWS_REGION: 'us-east-1' }, ['undo', 'alice', accessKeyId, '--yes']);
    const calls = account.calls.slice(before).map(({ service, operation }) => `${service}:${operation}`);
    const beforeTheRun = calls.slice(0, calls.indexOf('ssm:StartAutomationExecution'));
    const own = new Set([...beforeTheRun, ...calls.filter((call) => call.startsWith('ssm:'))]);
    const [, sentence = ''] = /The command `undo` calls (.*?)\. Without/s.exec(section) ?? [];
    expect(quoted(sentence).toSorted()).toEqual([...own].toSorted());
  });

  it('exempts by the tags that the rule reads', () => {
    const [tagUser] = commands.filter(({ words }) => words[1] === 'tag-user');
    const tags = (tagUser && optionOf(tagUser, '--tags')) ?? [];
    expect(tags.map((tag) => tag.replace(/^Key=(.*?),.*$/, '$1'))).toEqual([
      EXEMPT_UNTIL_TAG,
      EXEMPT_REASON_TAG,
    ]);
  });
});

describe('the parameters that the page names', () => {
  it('have the values and the defaults that the template has', () => {
    const declared = parametersOf('OneActiveKey');
    const values = tableBelow(page, 'Delete deactivated keys').flatMap(([cell]) => quoted(cell));
    expect(values).toEqual(declared['Deletion']?.AllowedValues);
    expect(page).toContain(`the \`AutomaticPerDay\` of ${declared['AutomaticPerDay']?.Default}`);
    const [, most = ''] = /`NoticeDays=1` to `(\d+)`/.exec(page) ?? [];
    expect(accepts('OneActiveKey', 'NoticeDays', most)).toBe(true);
    expect(accepts('OneActiveKey', 'NoticeDays', String(Number(most) + 1))).toBe(false);
  });
});
