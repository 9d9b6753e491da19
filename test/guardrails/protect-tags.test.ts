import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { accessKeyId } from '../../policy/identifiers.ts';
import { NAMES } from '../../product/names.ts';
import {
  DEACTIVATED_TAG_PREFIX,
  deactivatedTag,
  EXEMPT_REASON_TAG,
  EXEMPT_UNTIL_TAG,
  KEEP_TAG,
  RUN_TAG_PREFIX,
} from '../../product/tags.ts';
import { runProduct } from '../infra/least-privilege/product-run.ts';
import { own, passRole, request, tagUser, untagUser } from '../infra/least-privilege/requests.ts';
import { authorizationsOf } from '../support/authorizations.ts';
import { type AuthorizationRequest, type Decision, decideBy, policy } from '../support/simulator.ts';
import { decideUnderScp } from './scp.ts';

/** The principal of a request: its own ARN, and the ARN in the context key `aws:PrincipalArn`. */
interface Caller {
  readonly principal: string;
  readonly principalArn: string;
}

type Decide = (caller: Caller, what: AuthorizationRequest) => Promise<Decision>;

const SCP = JSON.parse(textOf('protect-tags.scp.json'));
const POLICY = JSON.parse(textOf('protect-tags.policy.json'));
const EVERYTHING = policy({ Effect: 'Allow', Action: '*', Resource: '*' });

const underScp: Decide = ({ principal, principalArn }, what) =>
  decideUnderScp(SCP, { principal, ...what, context: { ...what.context, 'aws:PrincipalArn': principalArn } });

const underPolicy: Decide = ({ principalArn }, what) => {
  const context = { ...what.context, 'aws:PrincipalArn': principalArn };
  return decideBy([EVERYTHING, POLICY], { ...what, context });
};

const ADMIN = session('admin');
const REMEDIATION = session(NAMES.remediationFunction);
const OWNER = session('access-key-owner');
const DEPLOYMENT = session('access-key-deployer');
const STACK_SETS = session('stacksets-exec-899a82a2cb437e97');

const OURS = [
  KEEP_TAG,
  EXEMPT_UNTIL_TAG,
  EXEMPT_REASON_TAG,
  deactivatedTag(accessKeyId('AKIAIOSFODNN7EXAMPLE')),
  `${RUN_TAG_PREFIX}9f1c2d3e-0000-4000-8000-111122223333`,
];

const SPELLINGS: readonly (readonly [string, (key: string) => string])[] = [
  ['as they are', (key) => key],
  ['in lower case', (key) => key.toLowerCase()],
  ['in capitals', (key) => key.toUpperCase()],
  ['in mixed case', (key) => key.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())],
  // JavaScript's toLowerCase turns the Kelvin sign into a k; a comparison that folds only ASCII does not.
  ['with the Kelvin sign for a k', (key) => key.replace('key', '\u212Aey')],
];

const ACTS: readonly (readonly [string, (...keys: string[]) => AuthorizationRequest])[] = [
  ['tagging a user', tagUser],
  ['untagging a user', untagUser],
  ['creating a user', (...keys) => request('iam:CreateUser', own.user, tagUser(...keys).context)],
];

const FUNCTIONS = [NAMES.ruleFunction, NAMES.remediationFunction, NAMES.reevaluationFunction];
const OTHER_ROLES = [NAMES.automationRole, NAMES.schedulerRole, 'access-key-deployer', 'access-key-owner'];

const ROLE_CHANGES = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRolePermissionsBoundary',
];
const CODE_CHANGES = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'];

const GUARDS = [
  ['the SCP', SCP, underScp],
  ['the IAM policy', POLICY, underPolicy],
] as const;

describe.each(GUARDS)('%s', (_guard, document, decide) => {
  describe.each(ACTS)('%s', (_act, act) => {
    it.each(SPELLINGS)('with tags of ours %s, alone and among others: denied', async (_title, spell) => {
      for (const key of OURS.map(spell)) {
        for (const keys of [[key], ['team', key], [key, 'team', 'stage']]) {
          expect([keys, await decide(ADMIN, act(...keys))]).toEqual([keys, 'ExplicitlyDenied']);
        }
      }
    });

    it.each([
      ['a user', principalOf('user/alice')],
      ['a user of our role’s name', principalOf(`user/${NAMES.remediationFunction}`)],
      ['a role whose name begins like our role’s', session(`${NAMES.remediationFunction}-2`)],
      ['a role of that name below a path', session(NAMES.remediationFunction, { path: 'team/' })],
      ['another role of ours', session(NAMES.automationRole)],
      ['the role that deploys', DEPLOYMENT],
      ['StackSets', STACK_SETS],
    ])('with tags of ours by %s: denied', async (_title, caller) => {
      for (const key of OURS)
        expect([key, await decide(caller, act(key))]).toEqual([key, 'ExplicitlyDenied']);
    });

    it.each([
      ['the remediation', REMEDIATION],
      ['the remediation in China', session(NAMES.remediationFunction, { partition: 'aws-cn' })],
      ['the role that the owners approved', OWNER],
    ])('with tags of ours by %s: allowed', async (_title, caller) => {
      for (const key of OURS) expect([key, await decide(caller, act(key, 'team'))]).toEqual([key, 'Allowed']);
    });

    it.each(['team', 'one-active-key', 'one-active-keys:keep', 'my-one-active-key:keep', 'cost-center:12'])(
      'with the tag %s: allowed',
      async (key) => expect(await decide(ADMIN, act(key))).toBe('Allowed'),
    );

    it('without tags: allowed', async () => {
      expect(await decide(ADMIN, request(act().action, own.user))).toBe('Allowed');
    });

    it('with another tag of 3, 6 and 3 characters before a colon: denied, since the pattern covers every spelling', async () => {
      expect(await decide(ADMIN, act('our-backup-job:stage'))).toBe('ExplicitlyDenied');
    });
  });

  describe.each(['aws', 'aws-cn'])('roles and functions that it trusts, in %s', (partition) => {
    const there = (arn: string) => arn.replace('arn:aws:', `arn:${partition}:`);
    const admin = session('admin', { partition });
    const deployer = session('access-key-deployer', { partition });

    it.each(ROLE_CHANGES)('%s: only by the role that deploys', async (action) => {
      for (const role of [...FUNCTIONS, ...OTHER_ROLES]) {
        const change = request(action, there(own.role(role)));
        for (const caller of [admin, REMEDIATION, OWNER]) {
          expect([role, await decide(caller, change)]).toEqual([role, 'ExplicitlyDenied']);
        }
        expect([role, await decide(deployer, change)]).toEqual([role, 'Allowed']);
      }
      expect(await decide(admin, request(action, there(own.role('other'))))).toBe('Allowed');
    });

    it.each(CODE_CHANGES)('%s: only by the role that deploys', async (action) => {
      for (const name of FUNCTIONS) {
        const change = request(action, there(own.function(name)));
        expect([name, await decide(admin, change)]).toEqual([name, 'ExplicitlyDenied']);
        expect([name, await decide(deployer, change)]).toEqual([name, 'Allowed']);
      }
      expect(await decide(admin, request(action, there(own.function('other'))))).toBe('Allowed');
    });

    it('passing the remediation’s role to other code: only by the role that deploys', async () => {
      const pass = passRole(there(own.role(NAMES.remediationFunction)), 'lambda');
      expect(await decide(admin, pass)).toBe('ExplicitlyDenied');
      expect(await decide(deployer, pass)).toBe('Allowed');
    });

    it('passing the automation role, which every remediation needs: allowed', async () => {
      expect(await decide(admin, passRole(there(own.role(NAMES.automationRole)), 'ssm'))).toBe('Allowed');
    });

    it('an admin can neither create nor change a role that the document excepts', async () => {
      const excepted = [...textOf(document).matchAll(/"aws:PrincipalArn":(\[[^\]]+\])/g)]
        .flatMap(([, arns = '']) => JSON.parse(arns))
        .map((arn: string) => arn.replace('arn:*:iam::*:', `arn:${partition}:iam::111122223333:`));
      expect(excepted.length).toBeGreaterThanOrEqual(4);
      for (const arn of excepted.map((each) => each.replace('*', 'x'))) {
        for (const action of ROLE_CHANGES) {
          expect([arn, await decide(admin, request(action, arn))]).toEqual([arn, 'ExplicitlyDenied']);
        }
      }
    });
  });

  it('denies only', () => {
    for (const statement of document.Statement) {
      expect(Object.keys(statement)).toEqual(['Sid', 'Effect', 'Action', 'Resource', 'Condition']);
      expect([statement.Effect, statement.Sid]).toEqual(['Deny', expect.stringMatching(/^[A-Za-z0-9]+$/)]);
    }
  });
});

const ENVIRONMENTS = [
  { partition: 'aws', region: 'us-east-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
] as const;

for (const environment of ENVIRONMENTS) {
  const { calls, directory } = await runProduct(environment);
  const asked = calls.flatMap((call) =>
    authorizationsOf(call, directory).map((what) => ({
      caller: sessionOf(call.principal, environment),
      what,
    })),
  );
  const tagging = asked.filter(({ what }) => /^iam:(Tag|Untag)User$/.test(what.action));

  describe.each(GUARDS)(
    `what the product did in ${environment.region}, under %s`,
    (_guard, _document, decide) => {
      it('is allowed completely', async () => {
        for (const { caller, what } of asked)
          expect([what, await decide(caller, what)]).toEqual([what, 'Allowed']);
      });

      it('is denied to an admin if it writes or removes tags', async () => {
        const keys = tagging.flatMap(({ what }) => what.context?.['aws:TagKeys'] ?? []);
        for (const prefix of [RUN_TAG_PREFIX, DEACTIVATED_TAG_PREFIX, EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG]) {
          expect([prefix, keys.some((key) => key.startsWith(prefix))]).toEqual([prefix, true]);
        }
        for (const { what } of tagging) {
          expect([what, await decide(ADMIN, what)]).toEqual([what, 'ExplicitlyDenied']);
        }
      });
    },
  );
}

describe('the two documents', () => {
  it('the SCP denies our tags to the root user of a member account, too', async () => {
    expect(await underScp(principalOf('root'), tagUser(KEEP_TAG))).toBe('ExplicitlyDenied');
  });

  it('StackSets may deploy only under the SCP; without an organization an admin could create a role of that name', async () => {
    const role = own.role(NAMES.remediationFunction);
    for (const deploy of [request('iam:PutRolePolicy', role), passRole(role, 'lambda')]) {
      expect(await underScp(STACK_SETS, deploy)).toBe('Allowed');
      expect(await underPolicy(STACK_SETS, deploy)).toBe('ExplicitlyDenied');
    }
    expect(await underPolicy(ADMIN, request('iam:CreateRole', own.role('stacksets-exec-x')))).toBe('Allowed');
  });

  it('differ in nothing else', () => {
    expect(JSON.parse(textOf(SCP).replaceAll(',"arn:*:iam::*:role/stacksets-exec-*"', ''))).toEqual(POLICY);
  });

  it('are within their limits: 5,120 characters for an SCP, white space included; 6,144 for a policy', () => {
    expect(textOf('protect-tags.scp.json').length).toBeLessThanOrEqual(5_120);
    expect(textOf('protect-tags.policy.json').replace(/\s/g, '').length).toBeLessThanOrEqual(6_144);
  });
});

/** The text of a file of `guardrails/`, or a document as JSON in one line. */
function textOf(file: string | object): string {
  if (typeof file === 'object') return JSON.stringify(file);
  return readFileSync(new URL(`../../guardrails/${file}`, import.meta.url), 'utf8');
}

function principalOf(resource: string): Caller {
  const arn = `arn:aws:iam::111122223333:${resource}`;
  return { principal: arn, principalArn: arn };
}

/** A session of a role; the ARN of a session does not contain the role's path. */
function session(role: string, { path = '', partition = 'aws' } = {}): Caller {
  return {
    principal: `arn:${partition}:sts::111122223333:assumed-role/${role}/session`,
    principalArn: `arn:${partition}:iam::111122223333:role/${path}${role}`,
  };
}

/** The session of a function's role, which has the function's name. */
function sessionOf(principal: string, environment: { readonly partition: string }): Caller {
  return session(principal.split('/').at(-1) ?? '', environment);
}
