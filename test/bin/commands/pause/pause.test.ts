import { describe, expect, it } from 'vitest';
import type { Io } from '../../../../bin/terminal/io.ts';
import { NAMES } from '../../../../product/names.ts';
import type { Fault } from '../../../../sandbox/faults.ts';
import { runIn, runInSandbox } from '../../../support/cli.ts';
import { served } from '../../../support/served-account.ts';

/** An account that is served over HTTP, without a user; the commands of one test follow one another in it. */
async function commands() {
  const { account, environment } = await served();
  const waits: number[] = [];
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  return {
    account,
    waits,
    run: (...args: string[]) => runIn({ ...environment, AWS_REGION: 'us-east-1' }, args, { wait }),
    runWith: (io: Partial<Io>, ...args: string[]) =>
      runIn({ ...environment, AWS_REGION: 'us-east-1' }, args, { wait, ...io }),
    reason: () =>
      account.parameters
        .states()
        .find(({ name }) => name === NAMES.pauseParameter)
        ?.versions.at(-1)?.value,
    on: (wanted: string, fault: () => Fault | undefined) =>
      account.faults.add(({ operation }) => (operation === wanted ? fault() : undefined)),
  };
}

const PLACE = 'account 111122223333, Region us-east-1';

const deny = (): Fault => ({ kind: 'deny' });

const NOT_THERE =
  'AWS took the pause, but the parameter /one-active-key/pause is not there. It must not be created within 30 seconds after one was ' +
  'deleted (Systems Manager API Reference, DeleteParameter): pause again in half a minute.\n';

describe('pause', () => {
  it('writes the parameter with the given reason, without a question, also in an account without a user', async () => {
    const { run, reason } = await commands();
    expect(await run('pause', '--reason', 'an incident')).toEqual({
      code: 0,
      out: `Paused in ${PLACE}: nothing automatic happens there until one-active-key resume. Reason: an incident\n`,
      err: '',
    });
    expect(reason()).toBe('an incident');
  });

  it('without a reason: names the caller', async () => {
    const { run, reason } = await commands();
    expect((await run('pause')).code).toBe(0);
    expect(reason()).toMatch(/^paused by arn:aws:\w+::111122223333:\S+$/);
  });

  it('without a reason, and STS denies: pauses all the same', async () => {
    const { run, reason, on } = await commands();
    on('GetCallerIdentity', deny);
    const { code, out } = await run('pause');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Paused in Region us-east-1: /),
    });
    expect(reason()).toBe('paused by a caller whose ARN could not be read');
  });

  it('a given reason waits for nobody: the first call is the pause', async () => {
    const { run, account } = await commands();
    const before = account.calls.length;
    await run('pause', '--reason', 'an incident');
    expect(account.calls[before]?.operation).toBe('PutParameter');
  });

  it('paused already, without a reason: changes nothing, says since when and why', async () => {
    const { run, reason } = await commands();
    await run('pause', '--reason', 'an incident');
    expect(await run('pause')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^Paused before in account 111122223333, Region us-east-1, the reason was given \S+: an incident\. Nothing was changed; --reason gives it another reason\.\n$/,
      ),
    });
    expect(reason()).toBe('an incident');
  });

  it('paused already, with a reason: it has the new one', async () => {
    const { run, reason } = await commands();
    await run('pause', '--reason', 'an incident');
    expect(await run('pause', '--reason', 'a holiday')).toEqual({
      code: 0,
      out: `Paused before in ${PLACE}, and still paused; the reason is now: a holiday\n`,
      err: '',
    });
    expect(reason()).toBe('a holiday');
  });

  it('somebody resumes between the two calls: pauses', async () => {
    const { run, on, account, reason } = await commands();
    account.parameters.put(NAMES.pauseParameter, 'of somebody else');
    on('GetParametersByPath', () => {
      if (reason() === 'of somebody else') account.parameters.delete(NAMES.pauseParameter);
      return undefined;
    });
    expect(await run('pause')).toMatchObject({ code: 0, out: expect.stringMatching(/^Paused in /) });
    expect(reason()).toMatch(/^paused by arn:/);
  });

  it('somebody resumes each time: not confirmed, exit code 1', async () => {
    const { run, on, account } = await commands();
    on('PutParameter', () => {
      account.parameters.put(NAMES.pauseParameter, 'of somebody else');
      return undefined;
    });
    on('GetParametersByPath', () => {
      account.parameters.delete(NAMES.pauseParameter);
      return undefined;
    });
    expect(await run('pause')).toEqual({ code: 1, out: '', err: NOT_THERE });
  });

  it('the parameter appears later: looks again', async () => {
    const { run, on, account, waits } = await commands();
    on('PutParameter', () => ({ kind: 'answer', output: { Version: 1, Tier: 'Standard' } }));
    on('GetParametersByPath', () => {
      if (waits.length === 2) account.parameters.put(NAMES.pauseParameter, 'an incident');
      return undefined;
    });
    expect((await run('pause', '--reason', 'an incident')).code).toBe(0);
    expect(waits).toEqual([1000, 1000]);
  });

  it('the parameter does not appear: says that it is not confirmed, exit code 1', async () => {
    const { run, on, waits } = await commands();
    on('PutParameter', () => ({ kind: 'answer', output: { Version: 1, Tier: 'Standard' } }));
    const { code, out, err } = await run('pause', '--reason', 'an incident');
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: NOT_THERE });
    expect(waits).toEqual([1000, 1000, 1000, 1000]);
  });

  it.each([
    ['PutParameter', /^These credentials .*not authorized to perform: ssm:PutParameter/],
    [
      'GetParametersByPath',
      /^The pause could not be read back\. .*not authorized to perform: ssm:GetParametersByPath/,
    ],
  ])('%s is denied: says which action is missing, exit code 1', async (operation, message) => {
    const { run, on } = await commands();
    on(operation, deny);
    const { code, out, err } = await run('pause', '--reason', 'an incident');
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: expect.stringMatching(message) });
  });

  it('an answer without the parameter proves no pause: exit code 1', async () => {
    const { run, on } = await commands();
    on('GetParametersByPath', () => ({ kind: 'answer', output: {} }));
    const { code, out } = await run('pause', '--reason', 'an incident');
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  it('no stack in the Region: the pause is written, stops nothing there, exit code 1', async () => {
    const { run, account, reason } = await commands();
    account.parameters.delete(NAMES.ledgerParameter);
    const { code, out, err } = await run('pause', '--reason', 'an incident');
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringMatching(/^Paused in /) });
    expect(err).toMatch(
      /^The pause stops nothing there\. Nothing that acts automatically was found in us-east-1, .* give --region [^\n]*\n$/,
    );
    expect(reason()).toBe('an incident');
  });

  it('--status, no stack in the Region: everything was read, exit code 0', async () => {
    const { run, account } = await commands();
    account.parameters.delete(NAMES.ledgerParameter);
    const { code, err } = await run('pause', '--status');
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringMatching(/^Nothing that acts /) });
  });
});

describe('pause --status', () => {
  it('not paused', async () => {
    const { run } = await commands();
    expect(await run('pause', '--status')).toEqual({ code: 0, out: `Not paused in ${PLACE}.\n`, err: '' });
  });

  it('paused: since when, last changed when and by whom, and why', async () => {
    const { run, account } = await commands();
    account.parameters.put(NAMES.pauseParameter, 'a first reason');
    account.clock.advance(3_600_000);
    await run('pause', '--reason', 'an incident');
    const { code, out } = await run('pause', '--status');
    const minute = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\dZ`;
    expect(code).toBe(0);
    expect(out).toMatch(
      new RegExp(
        `^Paused in ${PLACE}, since ${minute}; the reason was given ${minute} by arn:aws:\\w+::\\S+: an incident\n$`,
      ),
    );
  });

  it('100 versions: reads every page of the history', async () => {
    const { run, account } = await commands();
    const start = account.clock.now();
    for (let index = 0; index < 100; index += 1)
      account.parameters.put(NAMES.pauseParameter, `reason ${index}`);
    account.clock.advance(3_600_000);
    await run('pause', '--reason', 'the last one');
    account.parameters.put(NAMES.pauseParameter, 'one more');
    const { out } = await run('pause', '--status');
    expect(out).toContain(`since ${start.toISOString().slice(0, 16)}Z; the reason was given`);
    expect(out).toContain('by arn:aws:iam::111122223333:user/operator: one more');
  });

  it('without the permission for the history: leaves out who and since when', async () => {
    const { run, on } = await commands();
    await run('pause', '--reason', 'an incident');
    on('GetParameterHistory', deny);
    const { code, out } = await run('pause', '--status');
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(/, the reason was given \S+: an incident\n$/),
    });
  });

  it('denied: nobody knows, exit code 1', async () => {
    const { run, on } = await commands();
    on('GetParametersByPath', deny);
    expect(await run('pause', '--status')).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining('not authorized to perform: ssm:GetParametersByPath'),
    });
  });

  it('what others wrote into the parameter reaches no terminal', async () => {
    const { run, account } = await commands();
    account.parameters.put(NAMES.pauseParameter, 'a\u001b[2J\u202e\nb');
    for (const args of [['pause', '--status'], ['pause'], ['resume']])
      expect((await run(...args)).out).toMatch(/: a \[2J {2}b(\. Nothing was changed; [^\n]*)?\n$/);
  });

  it('with a reason: wrong usage', async () => {
    const { run, reason } = await commands();
    expect(await run('pause', '--status', '--reason', 'x')).toEqual({
      code: 2,
      out: '',
      err: 'error: --status changes nothing: leave out --reason\n',
    });
    expect(reason()).toBeUndefined();
  });
});

describe('resume', () => {
  it('deletes the parameter, without a question, and says what the pause was', async () => {
    const { run, reason } = await commands();
    await run('pause', '--reason', 'an incident');
    const { code, out, err } = await run('resume');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^Resumed in account 111122223333, Region us-east-1: automatic acts go on\. It was paused since \S+ by arn:\S+: an incident\n$/,
    );
    expect(reason()).toBeUndefined();
  });

  it.each([
    ['no: it stays paused, exit code 1', false, { code: 1, err: 'Nothing was done.\n' }, 'an incident'],
    ['yes: resumes', true, { code: 0, err: '' }, undefined],
  ])('at a terminal: asks once, with since when, by whom and why; %s', async (_, answer, ended, left) => {
    const { run, runWith, reason } = await commands();
    await run('pause', '--reason', 'an incident');
    const questions: string[] = [];
    const ask = async (text: string) => questions.push(text) > 0 && answer;
    expect(await runWith({ ask, canAsk: true }, 'resume')).toMatchObject(ended);
    expect(questions).toEqual([
      expect.stringMatching(
        /^Paused in account 111122223333, Region us-east-1, since \S+ by arn:\S+: an incident\nStart everything automatic again there\?$/,
      ),
    ]);
    expect(reason()).toBe(left);
  });

  it('at a terminal with --yes, and where nothing is paused: asks nothing', async () => {
    const { run, runWith, reason } = await commands();
    const io = { canAsk: true, ask: () => Promise.reject(new Error('Expected no question')) };
    expect((await runWith(io, 'resume')).code).toBe(0);
    await run('pause', '--reason', 'an incident');
    expect((await runWith(io, 'resume', '--yes')).code).toBe(0);
    expect(reason()).toBeUndefined();
  });

  it('not paused: says so, exit code 0', async () => {
    const { run, account } = await commands();
    const before = account.calls.length;
    expect(await run('resume')).toEqual({ code: 0, out: `Not paused in ${PLACE}.\n`, err: '' });
    expect(account.calls.slice(before).map(({ operation }) => operation)).not.toContain('DeleteParameter');
  });

  it('no stack in the Region: says so', async () => {
    const { run, account } = await commands();
    account.parameters.delete(NAMES.ledgerParameter);
    expect((await run('resume')).err).toMatch(/^Nothing that acts automatically was found in us-east-1, /);
  });

  it('somebody else was faster: exit code 0', async () => {
    const { run, on, account } = await commands();
    await run('pause');
    on('DeleteParameter', () => {
      account.parameters.delete(NAMES.pauseParameter);
      return undefined;
    });
    expect(await run('resume')).toEqual({
      code: 0,
      out: `Not paused any more in ${PLACE}: somebody else has resumed it.\n`,
      err: '',
    });
  });

  it('denied: still paused, with the action that is missing, exit code 1', async () => {
    const { run, on, reason } = await commands();
    await run('pause', '--reason', 'an incident');
    on('DeleteParameter', deny);
    const { code, out, err } = await run('resume');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^STILL PAUSED, as far as is known, in account .*not authorized to perform: ssm:DeleteParameter/,
    );
    expect(reason()).toBe('an incident');
  });
});

describe('on the sandbox account', () => {
  it.each([
    ['pause --reason incident', /^Paused in account 111122223333, Region us-east-1: .* Reason: incident\n$/],
    ['pause --status', /^Not paused in account 111122223333, Region us-east-1\.\n$/],
    ['resume', /^Not paused in account 111122223333, Region us-east-1\.\n$/],
  ])('%s', async (command, out) => {
    expect(await runInSandbox(command)).toEqual({ code: 0, out: expect.stringMatching(out), err: '' });
  });
});
