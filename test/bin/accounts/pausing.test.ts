import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NAMES } from '../../../product/names.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { run } from '../../support/cli.ts';
import { LAB, MANAGEMENT, PAYMENTS, ROLE, servedOrganization } from '../../support/served-organization.ts';

const BOTH = ['--accounts', `${MANAGEMENT},${PAYMENTS}`, '--role-name', ROLE];
const ALL = ['--accounts', 'organization', '--role-name', ROLE];

type Served = Awaited<ReturnType<typeof servedOrganization>>;

const reasonsIn = ({ account }: Served) =>
  [MANAGEMENT, PAYMENTS, LAB].map(
    (id) =>
      account(id)
        .parameters.states()
        .find(({ name }) => name === NAMES.pauseParameter)
        ?.versions.at(-1)?.value,
  );

const pausedBoth = async () => {
  const organization = await servedOrganization();
  await organization.run('pause', '--reason', 'an incident', ...BOTH);
  return organization;
};

describe('the role of --role-name', () => {
  const HELP = 'the role in each account; it must be allowed to ';

  it.each([
    ['pause', 'pause (ssm:PutParameter)'],
    ['pause --status', 'read the pause (ssm:GetParametersByPath)'],
    ['resume', 'resume (ssm:DeleteParameter)'],
    ['remediate --all', 'start the runbooks'],
    ['undo alice AKIAIOSFODNN7EXAMPLE', 'start the runbooks'],
    ['cleanup --all', 'start the runbooks'],
  ])('%s: the error and the help say what it must be allowed to do', async (command, allowed) => {
    const { code, err } = await run([...command.split(' '), '--accounts', PAYMENTS]);
    expect({ code, err }).toEqual({
      code: 2,
      err: `error: expected --role-name with --accounts: the role in each account that may ${allowed} there; received none\n`,
    });
    const [name = ''] = command.split(' ');
    const { out } = await run([name, '--help'], { width: 1000 });
    expect(out).toContain(allowed);
    expect(out.slice(out.indexOf(HELP) + HELP.length)).toMatch(
      name === 'pause' || name === 'resume' ? /^(pause|resume) / : /^start the runbooks\n/,
    );
  });
});

describe('pause --accounts', () => {
  it('pauses each account without a question; one that cannot be entered is a line, exit code 1', async () => {
    const organization = await servedOrganization();
    const { code, out, err } = await organization.run('pause', '--reason', 'an incident', ...ALL);
    expect(code).toBe(1);
    for (const id of [MANAGEMENT, PAYMENTS])
      expect(out).toContain(
        `${id}: Paused in Region us-east-1: nothing automatic happens there until one-active-key resume. Reason: an incident\n`,
      );
    expect(out.split('\n').at(-2)).toBe('Paused: 2 of 3 accounts; of 1 account it is not known.');
    expect(err).toMatch(
      new RegExp(
        `^NOT PAUSED, as far as is known: ${LAB} \\(Old lab\\): The role could not be assumed\\.[^\\n]*\\n$`,
      ),
    );
    expect(reasonsIn(organization)).toEqual(['an incident', 'an incident', undefined]);
  });

  it('without a reason: names the caller who entered the accounts, in each', async () => {
    const organization = await servedOrganization();
    expect((await organization.run('pause', ...BOTH)).code).toBe(0);
    const reason = `paused by arn:aws:iam::${MANAGEMENT}:user/auditor`;
    expect(reasonsIn(organization)).toEqual([reason, reason, undefined]);
  });

  it('denied in one account: a line with the action, the others are paused, exit code 1', async () => {
    const organization = await servedOrganization();
    organization
      .account(PAYMENTS)
      .faults.add(({ operation }) => (operation === 'PutParameter' ? { kind: 'deny' } : undefined));
    const { code, err } = await organization.run('pause', '--reason', 'an incident', ...BOTH);
    expect(code).toBe(1);
    expect(err).toMatch(
      new RegExp(
        `^NOT PAUSED, as far as is known: ${PAYMENTS}: .*not authorized to perform: ssm:PutParameter`,
      ),
    );
    expect(reasonsIn(organization)).toEqual(['an incident', undefined, undefined]);
  });

  it('--status: each account, and how many', async () => {
    const organization = await servedOrganization();
    await organization.run('pause', '--reason', 'an incident', '--accounts', PAYMENTS, '--role-name', ROLE);
    const { code, out, err } = await organization.run('pause', '--status', ...BOTH);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`${MANAGEMENT}: Not paused in Region us-east-1.\n`);
    expect(out).toContain(
      `${PAYMENTS}: Paused in Region us-east-1, since 2100-01-15T09:00Z by arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE}/auditor: an incident\n`,
    );
    expect(out.split('\n').at(-2)).toBe('Paused: 1 of 2 accounts.');
  });

  it('no stack in one of the accounts: paused in each, exit code 1', async () => {
    const organization = await servedOrganization();
    organization.account(PAYMENTS).parameters.delete(NAMES.ledgerParameter);
    const { code, err } = await organization.run('pause', '--reason', 'an incident', ...BOTH);
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringMatching(new RegExp(`^${PAYMENTS}: The pause stops nothing there\\. `)),
    });
    expect(reasonsIn(organization)).toEqual(['an incident', 'an incident', undefined]);
  });

  it('without a role: wrong usage, and no call', async () => {
    const organization = await servedOrganization();
    const before = organization.account(MANAGEMENT).calls.length;
    expect((await organization.run('pause', '--accounts', 'organization')).code).toBe(2);
    expect(organization.account(MANAGEMENT).calls).toHaveLength(before);
  });
});

describe('resume --accounts', () => {
  it('asks once, naming each paused account with its pause; no: nothing is done, exit code 1', async () => {
    const organization = await servedOrganization();
    await organization.run('pause', '--reason', 'an incident', '--accounts', PAYMENTS, '--role-name', ROLE);
    const questions: string[] = [];
    const ask = async (text: string) => {
      questions.push(text);
      return false;
    };
    const { code, out, err } = await organization.runWith({ ask }, 'resume', ...BOTH);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: `${MANAGEMENT}: Not paused in Region us-east-1.\n`,
      err: 'Nothing was done.\n',
    });
    const operator = `arn:aws:sts::${PAYMENTS}:assumed-role/${ROLE}/auditor`;
    expect(questions).toEqual([
      `Account ${PAYMENTS} (no alias), Region us-east-1, operator ${operator}. ` +
        `Paused since 2100-01-15T09:00Z by ${operator}: an incident\nStart everything automatic again in 1 account?`,
    ]);
    expect(reasonsIn(organization)).toEqual([undefined, 'an incident', undefined]);
  });

  it.each([
    ['the answer is yes', []],
    ['--yes', ['--yes']],
  ])('%s: resumes each', async (_, args) => {
    const organization = await pausedBoth();
    const ask = async () => args.length === 0;
    const { code, out } = await organization.runWith({ ask }, 'resume', ...BOTH, ...args);
    expect(code).toBe(0);
    for (const id of [MANAGEMENT, PAYMENTS]) expect(out).toContain(`${id}: Resumed in Region us-east-1: `);
    expect(reasonsIn(organization)).toEqual([undefined, undefined, undefined]);
  });

  it('nothing is paused: asks nothing, exit code 0', async () => {
    const organization = await servedOrganization();
    const ask = async () => {
      throw new Error('Expected no question');
    };
    expect((await organization.runWith({ ask }, 'resume', ...BOTH)).code).toBe(0);
  });

  it('an account that cannot be entered, and one that denies: lines, the others are resumed, exit code 1', async () => {
    const organization = await pausedBoth();
    organization
      .account(PAYMENTS)
      .faults.add(({ operation }) => (operation === 'DeleteParameter' ? { kind: 'deny' } : undefined));
    const { code, out, err } = await organization.run('resume', '--yes', ...ALL);
    expect(code).toBe(1);
    expect(out).toContain(`${MANAGEMENT}: Resumed in Region us-east-1: `);
    expect(err).toContain(
      `NOT RESUMED, as far as is known: ${LAB} (Old lab): The role could not be assumed.`,
    );
    expect(err).toMatch(
      new RegExp(
        `^${PAYMENTS}: STILL PAUSED, as far as is known, in Region us-east-1: .*ssm:DeleteParameter`,
        'm',
      ),
    );
    expect(reasonsIn(organization)).toEqual([undefined, 'an incident', undefined]);
  });

  it('interrupted before anything is known: nothing is resumed, exit code 130', async () => {
    const organization = await pausedBoth();
    const interruption = AbortSignal.abort();
    const { code, err } = await organization.runWith({ interruption }, 'resume', '--yes', ...BOTH);
    expect({ code, last: err.split('\n').at(-2) }).toEqual({ code: 130, last: 'Nothing was done.' });
    expect(reasonsIn(organization)).toEqual(['an incident', 'an incident', undefined]);
  });
});

describe('an organization of the sandbox that is kept in files', () => {
  it('a pause lasts in each account from one command to the next, and so does its end', async () => {
    const file = `--sandbox=${join(emptyFolder(), 'account.json')}`;
    const accounts = [
      '--accounts',
      `${MANAGEMENT},${PAYMENTS}`,
      '--role-name',
      'one-active-key-operator',
      file,
    ];
    const status = async () => (await run(['pause', '--status', ...accounts])).out.split('\n').at(-2);
    expect((await run(['pause', '--reason', 'incident', ...accounts])).code).toBe(0);
    expect(await status()).toBe('Paused: 2 of 2 accounts.');
    expect((await run(['resume', '--yes', ...accounts])).code).toBe(0);
    expect(await status()).toBe('Paused: 0 of 2 accounts.');
  });
});
