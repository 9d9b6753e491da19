import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { pausedReason, readPause } from '../../../remediation/shared/pause.ts';
import type { SandboxAccount } from '../../../sandbox/account.ts';
import { automaticAccount, automaticPass } from '../../support/automatic.ts';
import { activeKeys, deactivate } from '../../support/remediation.ts';
import { addUser, evaluate } from '../../support/rule.ts';

/** An account with a stack that deactivates without a notice, and alice, whose second key is surplus. */
async function withSurplus() {
  const { account } = await automaticAccount({ noticeDays: 0 });
  const alice = addUser(account, 'alice', 2);
  await evaluate(account);
  return { account, alice };
}

const read = (account: SandboxAccount) => readPause(account.connect({ principal: 'tester' }).ssm);

/** Every answer to the listing of the path is this one. */
const answerBy = (account: SandboxAccount, output: object) =>
  account.faults.add(({ operation }) =>
    operation === 'GetParametersByPath' ? { kind: 'answer', output } : undefined,
  );

describe('the parameter of the pause', () => {
  it.each([
    ['a change freeze', 'a change freeze'],
    [' ', 'no reason given'],
  ])('with the value “%s” has the reason “%s”', async (value, reason) => {
    const { account } = await automaticAccount();
    account.parameters.put(NAMES.pauseParameter, value);
    expect(await read(account)).toBe(reason);
  });

  it('as a SecureString is a pause, whose reason stays encrypted', async () => {
    const { account } = await automaticAccount();
    answerBy(account, {
      Parameters: [{ Name: NAMES.pauseParameter, Type: 'SecureString', Value: 'AQICAHg=' }],
    });
    expect(await read(account)).toBe('AQICAHg=');
  });

  it.each([
    ['deeper', `${NAMES.pauseParameter}/x`],
    ['longer', `${NAMES.pauseParameter}d`],
    ['in other letters', NAMES.pauseParameter.toUpperCase()],
  ])('is another one if its name is %s', async (_, name) => {
    const { account } = await automaticAccount();
    account.parameters.put(name, 'a change freeze');
    expect(await read(account)).toBeUndefined();
  });

  it('does not exist where the path holds nothing', async () => {
    const { account } = await automaticAccount();
    account.parameters.delete(NAMES.ledgerParameter);
    expect(await read(account)).toBeUndefined();
  });
});

describe('the sentence about a pause ends with one full stop, whatever the reason ends with', () => {
  it.each(['a change freeze', 'a change freeze.', 'a change freeze...', 'a change freeze. .'])(
    '%s',
    (reason) => {
      expect(pausedReason(reason)).toBe('All automatic acts are paused: a change freeze.');
    },
  );

  it('a full stop within the reason stays', () => {
    expect(pausedReason('see wiki.example.com. Ask bob')).toBe(
      'All automatic acts are paused: see wiki.example.com. Ask bob.',
    );
  });
});

describe('where AWS denies GetParameter for a parameter that does not exist', () => {
  it('automatic acts happen, and a pause stops them', async () => {
    const { account, alice } = await withSurplus();
    account.faults.add(({ operation }) => (operation === 'GetParameter' ? { kind: 'deny' } : undefined));
    account.parameters.put(NAMES.pauseParameter, 'a change freeze');
    expect(await automaticPass(account)).toMatchObject({ paused: 'a change freeze' });
    expect(activeKeys(account, 'alice')).toHaveLength(2);
    account.parameters.delete(NAMES.pauseParameter);
    expect(await deactivate(account, alice.userId, { automatic: 'true' })).toMatchObject({
      outcome: 'Deactivated',
    });
  });
});

describe('nothing automatic happens', () => {
  it.each([
    ['the listing of the path is not a list', {}],
    ['a parameter of the path has no name', { Parameters: [{ Value: 'x' }] }],
    ['the pause has no value', { Parameters: [{ Name: NAMES.pauseParameter }] }],
  ])('while %s', async (_, output) => {
    const { account, alice } = await withSurplus();
    answerBy(account, output);
    const malformed = 'MalformedAnswerError: GetParametersByPath.';
    await expect(automaticPass(account)).rejects.toThrow(`nothing automatic happens: ${malformed}`);
    await expect(deactivate(account, alice.userId, { automatic: 'true' })).rejects.toThrow();
    expect(activeKeys(account, 'alice')).toHaveLength(2);
  });
});
