import { describe, expect, it } from 'vitest';
import { NAMES } from '../../product/names.ts';
import { EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../product/tags.ts';
import { ENVIRONMENTS, runProduct } from '../infra/least-privilege/product-run.ts';
import { own, passRole, request, tagUser } from '../infra/least-privilege/requests.ts';
import { authorizationsOf } from '../support/authorizations.ts';
import {
  ADMIN,
  type Caller,
  GUARDS,
  POLICY,
  principalOf,
  SCP,
  STACK_SETS,
  session,
  textOf,
  underPolicy,
  underScp,
} from './protect-tags-guards.ts';

for (const environment of ENVIRONMENTS) {
  const { calls, directory } = await runProduct(environment);
  const requests = calls.flatMap((call) =>
    authorizationsOf(call, directory).map((requested) => ({
      caller: sessionOf(call.principal, environment),
      requested,
    })),
  );
  const tagRequests = requests.filter(({ requested }) => requested.context?.['aws:TagKeys'] !== undefined);

  describe.each(GUARDS)(
    `every request of the product in ${environment.region}, under %s`,
    (_guard, _document, decide) => {
      it('is allowed', async () => {
        for (const { caller, requested } of requests)
          expect([requested, await decide(caller, requested)]).toEqual([requested, 'Allowed']);
      });

      it('is denied to an admin if it exempts a user', async () => {
        expect(
          tagRequests.map(({ requested }) => [requested.action, requested.context?.['aws:TagKeys']]),
        ).toEqual([['iam:TagUser', [EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG]]]);
        for (const { requested } of tagRequests) {
          expect([requested, await decide(ADMIN, requested)]).toEqual([requested, 'ExplicitlyDenied']);
        }
      });
    },
  );
}

describe('the two documents', () => {
  it('the SCP denies our tags also to the root user of a member account', async () => {
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

  it('have no other difference', () => {
    expect(JSON.parse(textOf(SCP).replaceAll(',"arn:*:iam::*:role/stacksets-exec-*"', ''))).toEqual(POLICY);
  });

  it('are within their limits: 5,120 characters for an SCP, white space included; 6,144 for a policy', () => {
    expect(textOf('protect-tags.scp.json').length).toBeLessThanOrEqual(5_120);
    expect(textOf('protect-tags.policy.json').replace(/\s/g, '').length).toBeLessThanOrEqual(6_144);
  });
});

/** The session of a function's role, which has the function's name. */
function sessionOf(principal: string, environment: { readonly partition: string }): Caller {
  return session(principal.split('/').at(-1) ?? '', environment);
}
