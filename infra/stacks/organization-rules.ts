import { Aws, Fn, type ICfnRuleConditionExpression, type Stack } from 'aws-cdk-lib';
import type { StackParameters } from '../parameters/stack-parameters.ts';
import { addDemands, type Demands, type Is, not } from './demands.ts';

/**
 * Adds the rules by which CloudFormation refuses values that contradict each other, before it creates
 * anything. A rule knows no prefix and no length, so the root and the units are two parameters with patterns
 * of their own.
 */
export function addOrganizationRules(stack: Stack, parameters: StackParameters): void {
  addDemands(stack, parameters, [targets, packs, stackSets, administrators]);
}

function targets(is: Is): Demands {
  return {
    RootOrUnits: {
      that: exactlyOne(is('RootId', ''), is('OrganizationalUnitIds', '')),
      otherwise:
        'Give exactly one of RootId (the whole organization) and OrganizationalUnitIds (some units). The value of an ' +
        'earlier deployment is kept: empty it with RootId= or OrganizationalUnitIds=. A change from one to the other deletes ' +
        'the stacks in all accounts first and creates them again, with new ledgers.',
    },
    // Without this rule, a filter without accounts, or accounts without a filter, would deploy to all
    // accounts.
    AccountFilter: {
      that: exactlyOne(is('AccountFilterType', 'NONE'), not(is('Accounts', ''))),
      otherwise:
        'Accounts must be empty if AccountFilterType is NONE, and must be given otherwise. The value of an earlier deployment ' +
        'is kept: empty it with Accounts=.',
    },
  };
}

/** What an organization conformance pack needs. */
function packs(is: Is): Demands {
  return {
    PackNeedsRoot: {
      when: is('Rollout', 'ConformancePack'),
      that: not(is('RootId', '')),
      otherwise:
        'Rollout=ConformancePack needs RootId, since the conformance pack goes to the whole organization and would fail in ' +
        'accounts without the functions. Give RootId and OrganizationalUnitIds=, or choose Rollout=StackSet for some units.',
    },
    PackNeedsAllAccounts: {
      when: is('Rollout', 'ConformancePack'),
      that: is('AccountFilterType', 'NONE'),
      otherwise:
        'Rollout=ConformancePack needs AccountFilterType=NONE, since the conformance pack goes to the whole organization. Give ' +
        'AccountFilterType=NONE and Accounts=, and name accounts that shall not have the rule in ExcludedAccounts; or choose ' +
        'Rollout=StackSet for some accounts.',
    },
  };
}

/** What only an organization conformance pack has. */
function stackSets(is: Is): Demands {
  return {
    ExclusionsNeedPack: {
      when: is('Rollout', 'StackSet'),
      that: is('ExcludedAccounts', ''),
      otherwise:
        'ExcludedAccounts is for Rollout=ConformancePack. With Rollout=StackSet empty it with ExcludedAccounts=, and leave ' +
        'accounts out with AccountFilterType=DIFFERENCE and Accounts.',
    },
    // A StackSet never deploys to the management account (API Reference, DeploymentTargets).
    ManagementAccountNeedsPack: {
      when: is('Rollout', 'StackSet'),
      that: is('ExcludeManagementAccount', 'true'),
      otherwise:
        'ExcludeManagementAccount=false is for Rollout=ConformancePack: a StackSet does not deploy to the management account. ' +
        'Give ExcludeManagementAccount=true, and deploy the account template there by hand.',
    },
  };
}

function administrators(is: Is): Demands {
  const isThisAccount = is('ManagementAccountId', Aws.ACCOUNT_ID);
  return {
    DelegatedAdministrator: {
      when: is('CallAs', 'DELEGATED_ADMIN'),
      that: not(is('ManagementAccountId', '')),
      otherwise:
        'A delegated administrator must give ManagementAccountId: the id of the management account of the organization.',
    },
    OtherManagementAccount: {
      when: is('CallAs', 'DELEGATED_ADMIN'),
      that: not(isThisAccount),
      otherwise:
        'ManagementAccountId is this account, and CallAs=DELEGATED_ADMIN says that this account is not the management ' +
        'account. Give the id of the management account, or CallAs=SELF if this is the management account.',
    },
    OwnManagementAccount: {
      when: is('CallAs', 'SELF'),
      that: Fn.conditionOr(is('ManagementAccountId', ''), isThisAccount),
      otherwise:
        'CallAs=SELF is for the management account, and ManagementAccountId is another account. Give CallAs=DELEGATED_ADMIN ' +
        'if this is a delegated administrator, or empty ManagementAccountId=.',
    },
  };
}

/** Whether exactly one of two expressions is true. */
function exactlyOne(first: ICfnRuleConditionExpression, second: ICfnRuleConditionExpression) {
  return Fn.conditionOr(Fn.conditionAnd(first, not(second)), Fn.conditionAnd(not(first), second));
}
