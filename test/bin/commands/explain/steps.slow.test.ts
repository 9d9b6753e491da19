import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../../bin/commands/explain/facts.ts';
import { stepsOf } from '../../../../bin/commands/explain/steps.ts';
import { hasAwsCli } from '../../../support/commands.ts';
import { exemptUntil, KEY } from '../../../support/users.ts';
import { neverUsed, used } from '../../../support/verdicts.ts';
import { factsOf } from './decisions.ts';

const SCRIPT = resolve('test/docs/aws_commands.py');

const DECISIONS = [
  factsOf([used(KEY.a, 1), used(KEY.b, 2)]),
  factsOf([used(KEY.a, 1), used(KEY.b, 90)]),
  factsOf([used(KEY.a, 1), neverUsed(KEY.b, 0)]),
  factsOf([used(KEY.a, 1), used(KEY.b, 2)], exemptUntil('2026-12-01')),
  factsOf([used(KEY.a, 1), used(KEY.b, 2)], { 'one-active-key:keep': 'x' }),
];

/** What people write in place of the words that the AWS CLI looks at before it calls IAM. */
const PLACEHOLDERS = new Map([
  ['POLICY_ARN', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
  ['file://policy.json', '{}'],
]);

/** The words of a command, as a shell hands them on. */
function wordsOf(line: string): readonly string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

describe.runIf(hasAwsCli())('the commands of the steps, as a shell and the AWS CLI read them', () => {
  it.each(['alice', '=a+b,c.d@e', '--all', '-x'])(
    'of the user %s: are accepted, and call IAM about this user',
    { timeout: 120_000 },
    (userName) => {
      const commands = DECISIONS.flatMap((facts) =>
        stepsOf({ ...facts, userName, activeKeyIds: [KEY.a, KEY.b], verdict: decide(facts) }),
      )
        .flatMap((step) => step.commands ?? [])
        .filter((line) => line.startsWith('aws '))
        .map((line) => wordsOf(line).slice(1))
        .map((words) => words.map((word) => PLACEHOLDERS.get(word) ?? word));
      const input = commands.map((words) => JSON.stringify(words)).join('\n');
      const { stdout } = spawnSync('python3', [SCRIPT], { input, encoding: 'utf8' });
      const answers: readonly { called: readonly string[]; complaints: readonly string[] }[] = stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
      expect(answers).toHaveLength(commands.length);
      expect(answers.flatMap(({ complaints }) => complaints)).toEqual([]);
      expect(new Set(answers.flatMap(({ called }) => called))).toEqual(
        new Set([
          'AddUserToGroup',
          'AttachUserPolicy',
          'CreateAccessKey',
          'CreateUser',
          'ListAttachedUserPolicies',
          'ListGroupsForUser',
          'ListUserPolicies',
          'PutUserPolicy',
          'TagUser',
          'UntagUser',
          'UpdateAccessKey',
        ]),
      );
    },
  );
});
