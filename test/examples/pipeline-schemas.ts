/**
 * What GitHub and GitLab accept, as far as the examples use it. Facts of the published sources, read
 * 2026-11-29. GitHub's own parser reads the workflows; it does not know the inputs of actions.
 */

/**
 * The release of each action, by the commit that its tag names, and the inputs of its `action.yml` that the
 * examples use.
 */
export const ACTIONS: Readonly<
  Record<string, { readonly commit: string; readonly version: string; readonly inputs: readonly string[] }>
> = {
  'actions/checkout': {
    commit: '3d3c42e5aac5ba805825da76410c181273ba90b1',
    version: 'v7.0.1',
    inputs: ['repository', 'ref', 'path', 'persist-credentials'],
  },
  'actions/setup-node': {
    commit: '820762786026740c76f36085b0efc47a31fe5020',
    version: 'v7.0.0',
    inputs: ['node-version', 'package-manager-cache'],
  },
  'aws-actions/configure-aws-credentials': {
    commit: 'e6de054238d6b7531b4efff3b6587d9aade6a06c',
    version: 'v6.2.3',
    inputs: [
      'role-to-assume',
      'aws-region',
      'role-chaining',
      'role-skip-session-tagging',
      'allowed-account-ids',
    ],
  },
  'github/codeql-action/upload-sarif': {
    commit: '8aad20d150bbac5944a9f9d289da16a4b0d87c1e',
    version: 'v4.36.2',
    inputs: ['sarif_file', 'category'],
  },
  'hashicorp/setup-terraform': {
    commit: 'dfe3c3f87815947d99a8997f908cb6525fc44e9e',
    version: 'v4.0.1',
    inputs: ['terraform_version', 'terraform_wrapper'],
  },
};

/**
 * The options of `conftest test` 0.69.0 that the examples use, each with the values that it takes there
 * (docs/options.md).
 */
export const CONFTEST_OPTIONS: Readonly<Record<string, RegExp>> = {
  '--parser': /^json$/,
  '--policy': /^(one-active-key)?\/?guardrails$/,
  '--namespace': /^one_active_key$/,
  '--output': /^(stdout|json|tap|table|junit|github)$/,
};

const TEXT = { type: 'string', minLength: 1 };
const TEXTS = { type: 'array', items: TEXT, minItems: 1 };

const closed = (required: readonly string[], properties: object) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});

const JOB = {
  extends: TEXT,
  stage: { enum: ['.pre', 'build', 'test', 'deploy', '.post'] },
  image: {
    anyOf: [TEXT, closed(['name'], { name: TEXT, entrypoint: { type: 'array', items: { type: 'string' } } })],
  },
  timeout: TEXT,
  rules: { type: 'array', minItems: 1, items: closed(['if'], { if: TEXT }) },
  parallel: closed(['matrix'], {
    matrix: { type: 'array', minItems: 1, items: { type: 'object', additionalProperties: TEXTS } },
  }),
  id_tokens: { type: 'object', additionalProperties: closed(['aud'], { aud: TEXT }) },
  variables: { type: 'object', additionalProperties: TEXT },
  needs: TEXTS,
  before_script: TEXTS,
  script: TEXTS,
  artifacts: closed([], {
    when: { enum: ['on_success', 'on_failure', 'always'] },
    access: { enum: ['none', 'developer', 'all'] },
    expire_in: TEXT,
    paths: TEXTS,
    reports: closed([], { junit: TEXT }),
  }),
};

/**
 * A file of GitLab CI (gitlabhq/gitlabhq, app/assets/javascripts/editor/schema/ci.json, commit 0286e4c, MIT):
 * jobs, and hidden keys that begin with a dot. Stricter in three places: a job has a script, a rule has a
 * condition, and there are no other global keys.
 */
export const GITLAB_CI = {
  type: 'object',
  patternProperties: { '^[.]': closed([], JOB) },
  additionalProperties: closed(['script'], JOB),
};
