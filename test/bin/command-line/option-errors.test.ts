import { expect, it } from 'vitest';
import { runInSandbox } from '../../support/cli.ts';

const UNDO = 'undo deploy-bot AKIADEPLOYNEWEXAMPLE';

it.each([
  ['verify --rotation-grace-hours 1.5', 'a whole number from 0 to 720; received "1.5"'],
  ['explain payroll --protect-used-within-days -1', 'a whole number from 0 to 365; received "-1"'],
  ['preview --exemption-max-days x', 'a whole number from 1 to 365; received "x"'],
  ['remediate deploy-bot --selection-strategy x', 'LeastRecentlyUsed or Oldest; received "x"'],
  [`${UNDO} --exempt-for-days 1.5`, 'a whole number from 0 to 365; received "1.5"'],
  [`${UNDO} --exemption-max-days 0`, 'a whole number from 1 to 365; received "0"'],
  ['cleanup old-reports --soak-days 0', 'a whole number from 1 to 365; received "0"'],
  ['history --soak-days 1.5', 'a whole number from 1 to 365; received "1.5"'],
  ['history --days 1.5', 'a whole number from 1 to 365; received "1.5"'],
])('%s: exit code 2, and the error names the option', async (command, expected) => {
  const option = command.split(' ').at(-2);
  expect(await runInSandbox(command)).toEqual({
    code: 2,
    out: '',
    err: `error: ${option}: expected ${expected}\n`,
  });
});
