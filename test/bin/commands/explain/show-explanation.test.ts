import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../../../bin/commands/explain/explanation.ts';
import type { InventoryUser } from '../../../../bin/inventory/inventory-user.ts';
import { SHOWCASE } from '../../../../demo/population.ts';
import type { SandboxAccount } from '../../../../sandbox/account.ts';
import type { RecordedCall } from '../../../../sandbox/cloudtrail/event-history.ts';
import { emptyFolder } from '../../../support/bare-environment.ts';
import { type CommandResult, runIn, runInSandbox } from '../../../support/cli.ts';
import { addUser } from '../../../support/rule.ts';
import { served } from '../../../support/served-account.ts';

const url = new URL('../../../../bin/commands/explain/explanation.schema.json', import.meta.url);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const isValid = ajv.compile(JSON.parse(readFileSync(url, 'utf8')));

function read({ out }: Pick<CommandResult, 'out'>): Explanation {
  const value: unknown = JSON.parse(out);
  if (!isValid(value)) throw new Error(JSON.stringify(isValid.errors));
  return value as Explanation;
}

/** What a terminal would interpret, except for the ends of lines. */
const RAW = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

const REGION = { AWS_REGION: 'us-east-1' };

/** Two Regions, so that a command makes few calls. */
const ASKED = ['--regions', 'eu-west-1,us-east-1'];

/**
 * Runs a command on an account whose user alice has two keys, or one key with which the given calls were
 * made.
 */
async function runExplain(
  args: readonly string[],
  prepare: (account: SandboxAccount) => void = () => {},
  calls: readonly Partial<RecordedCall>[] = [],
) {
  // The pace of lookups is that of AWS: the second key of a Region waits half a second.
  const keyCount = calls.length > 0 ? 1 : 2;
  const { account, environment } = await served((each) => addUser(each, 'alice', keyCount));
  const [accessKeyId = ''] = account.backdoor.keysOf('alice').map((key) => key.accessKeyId);
  for (const call of calls) {
    account.eventHistory.record({
      accessKeyId,
      userName: 'alice',
      at: new Date(account.clock.now().getTime() - 60_000),
      region: 'eu-west-1',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'DescribeInstances',
      sourceIPAddress: '192.0.2.7',
      userAgent: 'aws-cli/2.31.0',
      ...call,
    });
  }
  prepare(account);
  const ended = await runIn({ ...environment, ...REGION }, ['explain', ...args], { now: account.clock.now });
  return { ...ended, account };
}

/** All users, by the command that shows them all. */
let previewed: readonly InventoryUser[];

beforeAll(async () => {
  previewed = JSON.parse((await runInSandbox('preview --format json')).out).users;
});

describe('explain', () => {
  it.each(SHOWCASE.map(({ userName }) => userName))(
    'explains %s, as the rule decides, in JSON by its schema',
    async (userName) => {
      const ended = await runInSandbox(`explain ${userName} --format json`);
      expect(ended).toMatchObject({ code: 0, err: '' });
      const [user] = read(ended).users;
      const same = previewed.find((each) => each.userName === userName);
      expect(user?.decision).toMatchObject({
        annotation: same?.annotation,
        explanation: same?.explanation,
        complianceType: same?.complianceType,
      });
      const idsOf = (keys: readonly { readonly accessKeyId: string }[] = []) =>
        keys.map(({ accessKeyId }) => accessKeyId);
      expect(idsOf(user?.accessKeys)).toEqual(idsOf(same?.accessKeys));
    },
  );

  it('the text: the decision, the uses, what would change it, commands, and what may do away with a key', async () => {
    const { code, out, err } = await runInSandbox('explain payroll');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const expected of [
      /^User payroll \(AIDA\w+\) in account 111122223333: NON_COMPLIANT$/m,
      /^ {2}5\. Protection: KeysInUse: .* This decides\.$/m,
      /^ {4}640 calls to secretsmanager\.amazonaws\.com in eu-central-1 from 10\.20\.4\.17 through vpce-\w+, 2026-09-02T09:36Z to 2026-11-21T06:36Z: GetSecretValue$/m,
      /^ {2}If the tag one-active-key:keep names AKIAPAYROLL20EXAMPLE: NON_COMPLIANT: keep AKIAPAYROLL20EXAMPLE, deactivate AKIAPAYROLL10EXAMPLE\.$/m,
      /^ {4}aws iam update-access-key --user-name payroll --access-key-id AKIAPAYROLL20EXAMPLE --status Inactive$/m,
      /^ {2}AKIAPAYROLL20EXAMPLE: The caller may be a workflow of GitHub Actions\./m,
      /^ {2}No event is not no use: /m,
    ])
      expect(out).toMatch(expected);
  });

  it('a key that IAM saw in use, and no management event shows: the text says why', async () => {
    const { out } = await runInSandbox('explain twins');
    expect(out).not.toContain('no management event shows it');
    expect((await runInSandbox('explain legacy-batch')).out).toMatch(
      /^ {2}AKIABATCH2000EXAMPLE: no event\.\n {4}IAM says that the key was used, and no management event shows it/m,
    );
  });

  it('the parameters of the deployed rule, and given ones', async () => {
    const deployed = await runInSandbox('explain payroll --as-deployed --format json');
    expect(read(deployed).parameters.protectUsedWithinDays).toBe(7);
    const given = await runInSandbox('explain payroll --protect-used-within-days 1 --format json');
    expect(read(given).users[0]?.decision.action).toBe('deactivate');
  });

  it('a file: the format of its ending, and nothing on standard output', async () => {
    const file = join(emptyFolder(), 'payroll.json');
    expect(await runInSandbox(`explain payroll --output ${file}`)).toEqual({ code: 0, out: '', err: '' });
    expect(read({ out: readFileSync(file, 'utf8') }).users).toHaveLength(1);
    expect(await runInSandbox(`explain payroll --output ${file}`)).toMatchObject({ code: 2 });
  });

  it('a user without keys costs no call of CloudTrail', async () => {
    const ended = await runInSandbox('explain no-keys --format json');
    expect(read(ended).users[0]).toMatchObject({ accessKeys: [], evidence: { regions: [] } });
  });

  it('of a user id, too', async () => {
    const first = read(await runInSandbox('explain payroll --format json')).users[0];
    const second = read(await runInSandbox(`explain ${first?.userId} --format json`)).users[0];
    expect(second).toEqual(first);
  });
});

describe('explain, over the network', () => {
  it('asks in every Region that is enabled, and changes nothing', async () => {
    const { account, ...ended } = await runExplain(['alice', '--format', 'json']);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(read(ended).users[0]?.evidence.regions).toHaveLength(17);
    const operations = new Set(account.calls.map(({ operation }) => operation));
    expect([...operations].toSorted()).toEqual([
      'GetAccessKeyLastUsed',
      'GetUser',
      'ListAccessKeys',
      'ListRegions',
      'ListUsers',
      'LookupEvents',
    ]);
  });

  it('with --regions it asks only there, and not which Regions there are', async () => {
    const { account, ...ended } = await runExplain(['alice', ...ASKED]);
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(account.calls.filter(({ operation }) => operation === 'ListRegions')).toEqual([]);
    expect(account.calls.filter(({ operation }) => operation === 'LookupEvents')).toHaveLength(4);
  });
});

describe('what is not known is said, with exit code 1, and the decision is told all the same', () => {
  const deny = (operation: string) => (account: SandboxAccount) => {
    account.faults.add((call) => (call.operation === operation ? { kind: 'deny' } : undefined));
  };

  it('CloudTrail denies: one line for all Regions, and no key is called unused', async () => {
    const { code, out } = await runExplain(['alice', ...ASKED], deny('LookupEvents'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^ {2}Not known: uses in eu-west-1, us-east-1 \(cloudtrail:LookupEvents\): AccessDeniedException: /m,
    );
    expect(out).toMatch(/^ {2}AKIA\w+: no event in the Regions that answered\.$/m);
    expect(out).toContain('Asked: no Region answered;');
    expect(out).toContain('NON_COMPLIANT');
  });

  it('in JSON, the lines are on standard error', async () => {
    const ended = await runExplain(['alice', '--format', 'json', ...ASKED], deny('LookupEvents'));
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/^Not known: uses in eu-west-1, us-east-1 [^\n]*\n$/);
    expect(read(ended).users[0]?.evidence.unknown).toHaveLength(2);
  });

  it('the Regions of the account are not known: the likely ones are asked', async () => {
    const { code, out } = await runExplain(['alice'], deny('ListRegions'));
    expect(code).toBe(1);
    expect(out).toMatch(
      /^ {2}Not known: which other Regions the account has enabled \(account:ListRegions\): AccessDeniedException: .*\. Give --regions\.$/m,
    );
    expect(out).toContain('Asked: us-east-1;');
  });

  it('IAM denies: an error, and no explanation', async () => {
    const { code, out, err } = await runExplain(['alice'], deny('ListAccessKeys'));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^These credentials do not have the permission: [^\n]*\n$/);
  });
});

describe('wrong usage: exit code 2, and nothing is asked of CloudTrail', () => {
  it.each([
    ['no user', ['explain', '--sandbox'], /missing required argument 'user'/],
    ['an unknown user', ['explain', 'nobody', '--sandbox'], /no IAM user nobody in account 111122223333/],
    [
      'no Region',
      ['explain', 'payroll', '--sandbox', '--regions', 'everywhere'],
      /--regions: expected codes/,
    ],
    [
      'another format',
      ['explain', 'payroll', '--sandbox', '--format', 'csv'],
      /Allowed choices are text, json/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, out, err } = await runIn({}, args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  });
});

describe('an interruption', () => {
  it('before the decision is known: exit code 130, and no explanation', async () => {
    const ended = await runInSandbox('explain payroll', { interruption: AbortSignal.abort() });
    expect(ended).toEqual({ code: 130, out: '', err: 'Interrupted before the decision was known.\n' });
  });

  it('during the lookups: what is known, and what is not', async () => {
    const controller = new AbortController();
    const { environment, account } = await served((each) => addUser(each, 'alice', 2));
    account.faults.add(({ operation }) => {
      if (operation !== 'LookupEvents') return undefined;
      controller.abort();
      return { kind: 'hang' };
    });
    const args = ['explain', 'alice', ...ASKED];
    const { code, out } = await runIn({ ...environment, ...REGION }, args, {
      interruption: controller.signal,
    });
    expect(code).toBe(130);
    expect(out).toMatch(/^ {2}Not known: uses in eu-west-1, us-east-1 .*: interrupted$/m);
  });
});

describe('texts of others', () => {
  const HOSTILE = '\u001b[2J\u0007\u009b\u202e\u2028';
  const AGENT = `x\n  aws iam delete-user --user-name alice\n${HOSTILE}<script>alert(1)</script>$(reboot)`;

  it('a user agent and an address never reach a terminal raw, and never make a line of their own', async () => {
    const calls = [{ userAgent: AGENT, sourceIPAddress: `192.0.2.7${HOSTILE}` }];
    const { code, out, err } = await runExplain(['alice', ...ASKED], undefined, calls);
    expect(code).toBe(0);
    expect(`${out}${err}`).not.toMatch(RAW);
    expect(out).toMatch(/^ {6}agent: x +aws iam delete-user/m);
    expect(out).not.toMatch(/^\s*aws iam delete-user/m);
  });

  it('in JSON they are the same texts, escaped', async () => {
    const ended = await runExplain(['alice', '--format', 'json', ...ASKED], undefined, [
      { userAgent: AGENT },
    ]);
    expect(ended.out).not.toMatch(RAW);
    const uses = read(ended).users[0]?.accessKeys.flatMap((key) => key.uses);
    expect(uses).toMatchObject([{ userAgent: AGENT }]);
  });

  it('a long user agent is shortened in the text', async () => {
    const { out } = await runExplain(['alice', ...ASKED], undefined, [{ userAgent: '😀'.repeat(500) }]);
    expect(out).toContain(`agent: ${'😀'.repeat(160)}… (500 characters)`);
  });

  it('many uses are shortened in the text, and the rest is counted', async () => {
    const calls = Array.from({ length: 14 }, (_, n) => ({ sourceIPAddress: `192.0.2.${n}` }));
    const { out } = await runExplain(['alice', ...ASKED], undefined, calls);
    expect(out).toContain('and 4 calls more in 4 groups: --format json has all.');
  });

  it('the name of a user that IAM would not allow makes no command', async () => {
    const name = `alice'; reboot #${HOSTILE}`;
    const { out } = await runExplain([name, ...ASKED], (account) => {
      const answer = (output: object) => ({ kind: 'answer', output }) as const;
      const user = {
        UserName: name,
        UserId: 'AIDACKCEVSQ6C2EXAMPLE',
        Path: '/',
        CreateDate: account.clock.now(),
      };
      const Arn = 'arn:aws:iam::111122223333:user/alice';
      const keys = account.backdoor.keysOf('alice').map(({ accessKeyId }) => ({
        AccessKeyId: accessKeyId,
        Status: 'Active',
        CreateDate: new Date(0),
      }));
      account.faults.add(({ operation }) => {
        if (operation === 'ListUsers') return answer({ Users: [{ ...user, Arn }], IsTruncated: false });
        if (operation === 'GetUser') return answer({ User: { ...user, Arn, Tags: [] } });
        if (operation === 'ListAccessKeys') return answer({ AccessKeyMetadata: keys, IsTruncated: false });
        return undefined;
      });
    });
    expect(out).not.toMatch(RAW);
    expect(out).not.toMatch(/^\s*(aws|npx) /m);
    expect(out).toContain('no command, since a name or an id has characters that IAM does not allow');
  });
});
