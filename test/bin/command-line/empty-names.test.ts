import { expect, it } from 'vitest';
import { run } from '../../support/cli.ts';

const EXPECTED = 'expected the name or the id of a user; received an empty text';

it.each([
  [['explain', '']],
  [['remediate', '', '--yes']],
  [['remediate', 'deploy-bot', '', '--yes']],
  [['cleanup', 'old-reports', '', '--yes']],
  [['undo', '', 'AKIADEPLOYNEWEXAMPLE', '--yes']],
])('%j: exit code 2, and nothing is done', async (args) => {
  expect(await run([...args, '--sandbox'])).toEqual({ code: 2, out: '', err: `error: ${EXPECTED}\n` });
});

it('an empty id of a key: the error says which one', async () => {
  const { code, err } = await run(['undo', 'deploy-bot', '', '--sandbox']);
  expect(code).toBe(2);
  expect(err).toContain('expected the id of an access key after deploy-bot, AKIA…; received ""');
});
