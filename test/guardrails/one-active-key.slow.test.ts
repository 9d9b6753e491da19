import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasCfnGuard, runCfnGuard } from './cfn-guard.ts';

const RULES = 'guardrails/one-active-key.guard';
const SAMPLES = 'test/guardrails/samples';
const ADVICE =
  /Keep one active: remove the other, make it "?Inactive"?, or give the second workload a role, or a user/;

const validate = (sample: string) =>
  runCfnGuard(['validate', '--rules', RULES, '--data', `${SAMPLES}/${sample}`]);
const samplesIn = (folder: string) => readdirSync(join(SAMPLES, folder)).sort();

const TEMPLATE = 'one_active_key_per_user_in_template';
const NAMED = 'one_active_key_per_named_user_in_template';
const PLAN = 'one_active_key_per_user_in_plan';
const UNKNOWN = 'one_active_key_per_unknown_user_in_plan';
const UNKNOWN_IN_MODULE = 'one_active_key_per_unknown_user_in_module';

/** Each refused sample, and the only rule that refuses it. */
const REFUSED = {
  'cloudformation/refused': {
    'by-ref-and-by-name.yaml': NAMED,
    'same-get-att.yaml': TEMPLATE,
    'same-name.yaml': TEMPLATE,
    'same-ref.json': TEMPLATE,
    'same-ref.yaml': TEMPLATE,
    'same-sub.yaml': TEMPLATE,
    'status-from-a-parameter.yaml': TEMPLATE,
    'three-keys.yaml': TEMPLATE,
  },
  'cloudformation/false-alarm': { 'conditions-that-exclude-each-other.yaml': TEMPLATE },
  'terraform/refused': {
    'a-new-key-beside-one-in-the-state.json': PLAN,
    'count.json': PLAN,
    'in-a-module-and-outside.json': PLAN,
    'made-active-again.json': PLAN,
    'status-known-after-apply.json': PLAN,
    'three-keys.json': PLAN,
    'two-new-keys.json': PLAN,
    'user-known-after-apply-in-a-module.json': UNKNOWN_IN_MODULE,
    'user-known-after-apply-with-count.json': UNKNOWN,
    'user-known-after-apply-with-for-each.json': UNKNOWN,
    'user-known-after-apply.json': UNKNOWN,
  },
  'terraform/false-alarm': { 'one-name-in-two-accounts.json': PLAN },
};

const ACCEPTED = {
  'cloudformation/accepted': [
    'a-key-for-each-user.yaml',
    'both-are-inactive.json',
    'no-key.yaml',
    'one-key.yaml',
    'other-resources-of-one-user.yaml',
    'the-second-is-inactive.yaml',
  ],
  'cloudformation/missed': ['by-ref-and-by-sub.yaml', 'for-each.yaml'],
  'terraform/accepted': [
    'a-key-for-each-user.json',
    'other-resources-of-one-user.json',
    'replaced.json',
    'the-old-key-becomes-inactive.json',
    'the-old-key-goes-in-the-same-plan.json',
    'the-second-is-inactive.json',
    'user-known-after-apply-the-second-is-inactive.json',
    'users-known-after-apply-each-value.json',
    'users-known-after-apply-in-two-modules.json',
    'users-known-after-apply-of-one-prefix.json',
    'users-known-after-apply-with-count.json',
    'users-known-after-apply-with-for-each.json',
    'users-known-after-apply.json',
  ],
  'terraform/missed': [
    'user-by-id-and-by-name.json',
    'user-in-a-module-inside-a-module.json',
    'user-passed-to-two-modules.json',
  ],
};

describe('the tables', () => {
  const tables = { ...REFUSED, ...ACCEPTED, neither: ['parameters.json', 'terraform-state.json'] };

  it.each(Object.entries(tables))('contain every sample in the folder %s', (folder, table) => {
    expect(Array.isArray(table) ? table : Object.keys(table)).toEqual(samplesIn(folder));
  });
});

describe.skipIf(!hasCfnGuard())('cfn-guard', () => {
  const refused = Object.entries(REFUSED).flatMap(([folder, samples]) =>
    Object.entries(samples).map(([file, rule]) => [`${folder}/${file}`, rule] as const),
  );
  it.each(refused)('refuses %s by %s and advises what to do', (sample, rule) => {
    const { status, failed, output } = validate(sample);
    expect({ status, failed }).toEqual({ status: 19, failed: [rule] });
    expect(output).toMatch(ADVICE);
  });

  const accepted = Object.entries(ACCEPTED).flatMap(([folder, files]) =>
    files.map((file) => `${folder}/${file}`),
  );
  it.each(accepted)('accepts %s', (sample) => {
    expect(validate(sample)).toEqual({ status: 0, failed: [], output: '' });
  });

  it.each(samplesIn('neither'))('refuses %s, which is neither a template nor a plan', (file) => {
    const { status, failed } = validate(`neither/${file}`);
    expect({ status, failed }).toEqual({ status: 19, failed: ['a_template_or_a_plan_as_json'] });
  });

  it.each(['First', 'Second'])('shows key %s of a template that it refuses', (key) => {
    expect(validate('cloudformation/refused/same-name.yaml').output).toContain(`Resource = ${key} {`);
  });

  it.each(['deploy[0]', 'deploy[1]'])('shows key %s of a plan that it refuses', (key) => {
    expect(validate('terraform/refused/count.json').output).toContain(`Resource = ${key} {`);
  });
});
