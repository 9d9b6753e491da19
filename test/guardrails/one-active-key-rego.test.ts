import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPolicy } from './rego.ts';
import { block, call, key, planOf, unknownUser, user } from './terraform-plans.ts';

const SAMPLES = 'test/guardrails/samples';
const ADVICE =
  /Keep one active: remove the other, make it "Inactive", or give the second workload a role, or a user/;

const evaluate = loadPolicy();
const samplesIn = (...folders: readonly string[]) =>
  folders.flatMap((folder) => readdirSync(join(SAMPLES, folder)).map((file) => join(folder, file)));
const evaluateSample = (sample: string) => evaluate(readFileSync(join(SAMPLES, sample), 'utf8'));

const FIRST = { address: 'aws_iam_access_key.first' };
const SECOND = { address: 'aws_iam_access_key.second' };
const BY_ID = ['aws_iam_user.deploy.id', 'aws_iam_user.deploy'];
const BY_NAME = ['aws_iam_user.deploy.name', 'aws_iam_user.deploy'];

describe('on the samples of the cfn-guard rule', () => {
  // What cfn-guard misses is found here, since Rego can follow a reference into a module and back.
  it.each(samplesIn('terraform/refused', 'terraform/missed', 'terraform/false-alarm'))(
    '%s is refused',
    (sample) => {
      const { deny } = evaluateSample(sample);
      expect(deny).toHaveLength(1);
      expect(deny[0]).toMatch(ADVICE);
    },
  );

  it.each(samplesIn('terraform/accepted'))('%s is accepted', (sample) => {
    expect(evaluateSample(sample).deny).toEqual([]);
  });

  it.each(samplesIn('neither', 'cloudformation/accepted').filter((file) => file.endsWith('.json')))(
    '%s is refused, since it is no plan',
    (sample) => {
      expect(evaluateSample(sample).deny).toEqual([
        expect.stringContaining('Expected a Terraform plan as JSON'),
      ]);
    },
  );
});

describe('a plan that is refused', () => {
  it('is told with the user, the number and the addresses of the keys', () => {
    const { deny } = evaluate(planOf([key(SECOND), key(FIRST)]));
    expect(deny).toEqual([
      expect.stringContaining(
        'the user deploy has 2 active access keys: aws_iam_access_key.first, aws_iam_access_key.second.',
      ),
    ]);
  });

  it('has one message for each user', () => {
    const after = { status: 'Active', user: 'audit' };
    const third = key({ address: 'aws_iam_access_key.third', after });
    const fourth = key({ address: 'aws_iam_access_key.fourth', after });
    expect(evaluate(planOf([key(FIRST), key(SECOND), third, fourth])).deny).toHaveLength(2);
  });

  it('because terraform plan failed, so that keys may be missing', () => {
    expect(evaluate(planOf([], {}, { errored: true })).deny).toEqual([expect.stringContaining('incomplete')]);
  });
});

describe('a plan of a part, as -target makes it', () => {
  it('is refused, since the keys that it leaves out are in no change', () => {
    expect(evaluate(planOf([key(FIRST)], {}, { complete: false })).deny).toEqual([
      expect.stringContaining('This plan is partial'),
    ]);
  });

  it.each([
    ['a complete plan', { complete: true }],
    ['a plan of Terraform before 1.8, which does not say it', {}],
  ])('%s is accepted', (_, rest) => {
    expect(evaluate(planOf([key(FIRST)], {}, rest)).deny).toEqual([]);
  });

  it('a plan that failed is told once', () => {
    expect(evaluate(planOf([], {}, { complete: false, errored: true })).deny).toHaveLength(1);
  });
});

describe('a key that Terraform forgets (removed), and that stays as it was', () => {
  const forgotten = (status: string) =>
    key({ ...FIRST, actions: ['forget'], before: { status, user: 'deploy' }, after: null });

  it('counts if it was active', () => {
    expect(evaluate(planOf([forgotten('Active'), key(SECOND)])).deny).toEqual([
      expect.stringContaining('the user deploy has 2 active access keys'),
    ]);
  });

  it('does not count if it was Inactive, or if there is no other', () => {
    expect(evaluate(planOf([forgotten('Inactive'), key(SECOND)])).deny).toEqual([]);
    expect(evaluate(planOf([forgotten('Active')])).deny).toEqual([]);
  });
});

describe('keys of a user whose name is known after apply', () => {
  const [red, blue] = ['module.red', 'module.blue'].map((module) =>
    key({ address: 'aws_iam_access_key.this', module, ...unknownUser }),
  ) as [object, object];
  const module = { resources: [block('this', ['var.user'])] };
  const [first, second] = [FIRST, SECOND].map((each) => key({ ...each, ...unknownUser })) as [object, object];
  const resources = (...references: readonly (readonly string[])[]) => ({
    resources: references.map((each, index) => block(index === 0 ? 'first' : 'second', each)),
  });
  const inner = (index: number) =>
    key({ address: 'aws_iam_access_key.this', module: `module.ci[${index}]`, ...unknownUser });

  const REFUSED: Readonly<Record<string, string>> = {
    'named by id and by name': planOf([first, second], resources(BY_ID, BY_NAME)),
    'passed to two modules': planOf([red, blue], {
      module_calls: { red: call(BY_ID, module), blue: call(BY_NAME, module) },
    }),
    'passed to each instance of a module': planOf([inner(0), inner(1)], {
      module_calls: { ci: call(BY_ID, module) },
    }),
    'passed to a module in a module whose key contains a dot and a bracket': planOf(
      ['first', 'second'].map((name) =>
        key({ address: `aws_iam_access_key.${name}`, module: 'module.a["x.y]"].module.b', ...unknownUser }),
      ),
      {
        module_calls: {
          a: call([], {
            module_calls: {
              b: call(BY_ID, { resources: [block('first', ['var.user']), block('second', ['var.user'])] }),
            },
          }),
        },
      },
    ),
  };

  const EITHER = [...BY_ID, 'aws_iam_user.audit.id', 'aws_iam_user.audit', 'var.is_audit'];
  const bothUsers = [user('aws_iam_user.deploy', 'deploy'), user('aws_iam_user.audit', 'audit')];
  it('that is one of two, by the same expression: refused', () => {
    const plan = planOf([first, second, ...bothUsers], resources(EITHER, EITHER));
    expect(evaluate(plan).deny).toEqual([expect.stringMatching(ADVICE)]);
  });

  it('are distinguished from other resources of the same name', () => {
    const profile = { ...block('first', BY_NAME), type: 'aws_iam_user_login_profile' };
    const { resources: keys } = resources(['aws_iam_user.audit'], BY_ID);
    expect(evaluate(planOf([first, second], { resources: [profile, ...keys] })).deny).toEqual([]);
  });

  it.each(Object.entries(REFUSED))('%s: refused', (_, plan) => {
    expect(evaluate(plan).deny).toEqual([expect.stringMatching(ADVICE)]);
  });

  /** Both modules name the user by these references, and get these expressions. */
  const passedTo = (references: readonly string[], given: Readonly<Record<string, readonly string[]>>) => {
    const expressions = Object.fromEntries(
      Object.entries(given).map(([variable, each]) => [variable, { references: each }]),
    );
    const passed = { expressions, module: { resources: [block('this', references)] } };
    return planOf([red, blue], { module_calls: { red: passed, blue: passed } });
  };
  const NUMBERED = ['aws_iam_user.deploy', 'count.index'];
  const ACCEPTED: Readonly<Record<string, string>> = {
    'of two users': planOf(
      [first, second],
      resources(BY_ID, ['aws_iam_user.audit.id', 'aws_iam_user.audit']),
    ),
    'of two instances of a user': planOf(
      [first, second],
      resources(
        ['aws_iam_user.deploy[0].id', 'aws_iam_user.deploy[0]', 'aws_iam_user.deploy'],
        ['aws_iam_user.deploy[1].id', 'aws_iam_user.deploy[1]', 'aws_iam_user.deploy'],
      ),
    ),
    'of a user for each instance of a module': planOf([inner(0), inner(1)], {
      module_calls: { ci: call(NUMBERED, module) },
    }),
    'by a text of two variables': passedTo(['var.user', 'var.team'], { user: BY_ID, team: BY_ID }),
    'by a text of a variable and something else': passedTo(['var.user', 'local.team'], { user: BY_ID }),
    'in a parameter, which is no aws_iam_user': planOf(
      [first, second, { ...user('aws_ssm_parameter.user', '/users/deploy'), type: 'aws_ssm_parameter' }],
      resources(['aws_ssm_parameter.user.value', 'aws_ssm_parameter.user'], ['aws_ssm_parameter.user']),
    ),
    // Listed in docs/prevention.md: the expression is followed into one call only.
    'passed through two modules': planOf(
      ['module.red.module.ci', 'module.blue.module.ci'].map((path) =>
        key({ address: 'aws_iam_access_key.this', module: path, ...unknownUser }),
      ),
      {
        module_calls: Object.fromEntries(
          ['red', 'blue'].map((name) => [
            name,
            call(BY_ID, { module_calls: { ci: call(['var.user'], module) } }),
          ]),
        ),
      },
    ),
  };

  it.each(Object.entries(ACCEPTED))('%s: accepted', (_, plan) => {
    expect(evaluate(plan).deny).toEqual([]);
  });

  it('are compared with keys that name the same user, if its resource is in the plan', () => {
    const plan = planOf([first, key(SECOND), user('aws_iam_user.deploy', 'deploy')], resources(BY_ID));
    expect(evaluate(plan).deny).toEqual([expect.stringContaining('the user deploy has 2')]);
  });
});

describe('a key that does not count', () => {
  it.each([
    ['that is deleted', { actions: ['delete'], before: { user: 'deploy' }, after: null }],
    ['that is Inactive', { after: { status: 'Inactive', user: 'deploy' } }],
    ['of another user', { after: { status: 'Active', user: 'audit' } }],
    ['whose user nothing names', { after: { status: 'Active' }, unknown: { user: true } }],
  ])('is one %s', (_, change) => {
    expect(evaluate(planOf([key(FIRST), key({ ...SECOND, ...change })])).deny).toEqual([]);
  });
});

describe('a warning', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const withoutPgpKey = { pgp_key: null, status: 'Active', user: 'deploy' };

  it.each([
    ['a new key without pgp_key', { after: withoutPgpKey }],
    [
      'a key whose secret is in the state',
      { actions: ['no-op'], before: { secret }, after: { ...withoutPgpKey, secret } },
    ],
  ])('for %s, without the secret', (_, change) => {
    const { deny, warn } = evaluate(planOf([key({ ...FIRST, ...change })]));
    expect(deny).toEqual([]);
    expect(warn).toEqual([
      expect.stringContaining(`${FIRST.address}: its secret access key is in the state`),
    ]);
    expect(warn.join()).not.toContain(secret);
  });

  it.each([
    ['a new key with pgp_key', {}],
    [
      'a new key whose pgp_key is known after apply',
      { after: { user: 'deploy' }, unknown: { pgp_key: true } },
    ],
    [
      'an imported key, of which Terraform has no secret',
      { actions: ['no-op'], before: {}, after: withoutPgpKey },
    ],
    ['a key that is deleted', { actions: ['delete'], before: { secret }, after: null }],
  ])('not for %s', (_, change) => {
    expect(evaluate(planOf([key({ ...FIRST, ...change })])).warn).toEqual([]);
  });
});
