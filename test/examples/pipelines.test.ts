import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { NAMES } from '../../product/names.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { run } from '../support/cli.ts';
import { workflowErrors } from './github-parser.ts';
import { ACTIONS, CONFTEST_OPTIONS, GITLAB_CI } from './pipeline-schemas.ts';
import { GITLAB_FILES, jobsOf, WORKFLOWS } from './pipelines.ts';

const followsGitLab = new Ajv().compile(GITLAB_CI);
const FILES = [...WORKFLOWS, ...GITLAB_FILES];

describe.each(WORKFLOWS)('$path', (workflow) => {
  const jobs = Object.entries(jobsOf(workflow));
  const steps = jobs.flatMap(([, job]) => job.steps);

  it('is a workflow for GitHub’s parser', async () => {
    expect(await workflowErrors(workflow.text)).toEqual([]);
  });

  it('pins every action by the commit of a release, and names the release', () => {
    const lines = workflow.text.match(/(?<=uses: ).*/g) ?? [];
    expect(lines).toHaveLength(steps.filter(({ uses }) => uses).length);
    for (const line of lines) {
      const [, name = ''] = /^(.*?)@/.exec(line) ?? [];
      expect(line).toBe(`${name}@${ACTIONS[name]?.commit} # ${ACTIONS[name]?.version}`);
    }
  });

  it('gives actions only inputs that they have', () => {
    const unknown = steps.flatMap(({ uses = '', with: inputs = {} }) =>
      Object.keys(inputs).filter((input) => !ACTIONS[uses.split('@')[0] ?? '']?.inputs.includes(input)),
    );
    expect(unknown).toEqual([]);
  });

  it('has the permission for a token of GitHub exactly in the jobs that assume a role', () => {
    const { permissions: common } = workflow.content as { permissions: Record<string, string> };
    for (const [, { permissions = common, steps: own }] of jobs) {
      const assumesRole = own.some(({ uses }) => uses?.startsWith('aws-actions/'));
      expect(permissions['id-token']).toBe(assumesRole ? 'write' : undefined);
      expect(permissions['contents']).toBe('read');
    }
  });

  it('fails if the first command of a pipe fails', () => {
    const { defaults } = workflow.content as { defaults?: { run: { shell: string } } };
    const piping = steps.filter(({ run: script = '' }) => / \| /.test(script));
    for (const { shell = defaults?.run.shell } of piping) expect(shell).toBe('bash');
  });
});

it.each([
  ['an unknown key', (text: string) => text.replace('timeout-minutes', 'timeout')],
  ['an unknown permission', (text: string) => text.replace('security-events', 'security')],
  ['an expression that does not end', (text: string) => text.replace('matrix.account }}', 'matrix.account(')],
  [
    'a reference to a context that does not exist',
    (text: string) => text.replace('steps.verify', 'step.verify'),
  ],
])('GitHub’s parser refuses %s', async (_, spoil) => {
  const [, verify] = WORKFLOWS;
  const spoiled = spoil(`${verify?.text}`);
  expect(spoiled).not.toBe(verify?.text);
  expect(await workflowErrors(spoiled)).not.toEqual([]);
});

it('the workflow for many accounts assumes the role of reviewers, without the tags that its trust forbids', () => {
  const [, verify] = WORKFLOWS;
  const [job] = Object.values(jobsOf(verify as never));
  const chained = job?.steps.find(({ with: inputs }) => inputs?.['role-chaining']);
  expect(chained?.with?.['role-to-assume']).toMatch(new RegExp(`:role/${NAMES.reviewerRole}$`));
  expect(chained?.with?.['role-skip-session-tagging']).toBe(true);
});

describe.each(GITLAB_FILES)('$path', ({ content, text }) => {
  it('follows the schema of GitLab CI', () => {
    expect({ follows: followsGitLab(content), errors: followsGitLab.errors }).toEqual({
      follows: true,
      errors: null,
    });
  });

  it('needs only jobs that it has', () => {
    const jobs = content as Record<string, { needs?: string[]; extends?: string }>;
    const named = Object.values(jobs).flatMap(({ needs = [], extends: base = [] }) =>
      [...needs, base].flat(),
    );
    expect(named.filter((name) => !(name in jobs))).toEqual([]);
  });

  it('keeps the token of GitLab in a file that nobody else may read', () => {
    const tokens = text.match(/AWS_ID_TOKEN:/g) ?? [];
    const files =
      text.match(/umask 077 && printf '%s' "\$AWS_ID_TOKEN" > "\$AWS_WEB_IDENTITY_TOKEN_FILE"/g) ?? [];
    expect(files).toHaveLength(tokens.length);
  });
});

it.each([
  ['an unknown key', 'verify: { script: [a], scripts: [b] }'],
  ['a job without a script', 'verify: { image: node }'],
  ['an unknown report', 'verify: { script: [a], artifacts: { reports: { sarif: a } } }'],
  ['a token without an audience', 'verify: { script: [a], id_tokens: { A: {} } }'],
])('the schema of GitLab CI refuses %s', (_, text) => {
  expect(followsGitLab(parse(text))).toBe(false);
});

describe('the commands of the examples', () => {
  const commands = FILES.flatMap(({ path, commands: lines }) => lines.map((line) => [path, line] as const));
  const verify = commands.flatMap(([path, line]) => {
    const [, command] = /^npx one-active-key (.*?)(?: \|\| .*)?$/.exec(line) ?? [];
    return command ? [[path, command] as const] : [];
  });

  it('are found', () => {
    expect(verify.map(([path]) => path)).toEqual([
      'examples/github-actions/verify.yml',
      'examples/gitlab/verify.yml',
    ]);
    expect(commands.filter(([, line]) => line.includes('one-active-key verify'))).toHaveLength(2);
  });

  it.each(verify)('%s: one-active-key %s works, on the sandbox account', async (_, command) => {
    const args = command.split(' ').map((word) => (word.includes('.') ? `${emptyFolder()}/${word}` : word));
    expect((await run([...args, '--sandbox'])).code).toBe(3);
  });

  const conftest = commands.flatMap(([path, line]) => {
    const [, options] = /conftest.* test (--.*)/.exec(line) ?? [];
    return options ? [[path, options] as const] : [];
  });

  it('run conftest in both gates', () => {
    expect(conftest.map(([path]) => path)).toEqual([
      'examples/github-actions/gates.yml',
      'examples/gitlab/gates.yml',
    ]);
  });

  it.each(conftest)('%s: conftest test %s has options that conftest has', (_, options) => {
    const pairs = Array.from(options.matchAll(/(--\S+) (\S+)/g), ([, name = '', value = '']) => [
      name,
      value,
    ]);
    expect(pairs.map(([name]) => name).toSorted()).toEqual(Object.keys(CONFTEST_OPTIONS).toSorted());
    for (const [name = '', value] of pairs) expect(value).toMatch(CONFTEST_OPTIONS[name] as RegExp);
  });
});

it('every line that a reader has to change says so', () => {
  const placeholders = /OWNER|role\/ROLE|\b\d{12}\b(?!-)|us-east-1|aud: /;
  const lines = FILES.flatMap(({ text }) => text.split('\n')).filter((line) => placeholders.test(line));
  expect(lines.length).toBeGreaterThan(15);
  expect(lines.filter((line) => !/# .*\byour\b/.test(line))).toEqual([]);
});

it('no example has an id of an account but those of the documentation', () => {
  const ids = FILES.flatMap(({ text }) => text.match(/(?<![0-9a-f])\d{12}(?![0-9a-f])/g) ?? []);
  expect(new Set(ids)).toEqual(new Set(['111122223333', '123456789012', '444455556666']));
});
