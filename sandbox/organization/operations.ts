import type {
  Account,
  DescribeOrganizationResponse,
  ListAccountsRequest,
  ListAccountsResponse,
} from '@aws-sdk/client-organizations';
import type { Operations } from '../api.ts';
import { pageOf } from '../paging.ts';
import { memberOf, type OrganizationMember, type OrganizationOptions } from './definition.ts';
import { invalidNextToken, notAdministrator } from './refusals.ts';

/** The id of every organization of the sandbox, which is AWS's example. */
const ORGANIZATION_ID = 'o-exampleorgid';

/** An organization, and when its accounts joined it. */
export interface JoinedOrganization extends OrganizationOptions {
  readonly joinedAt: Date;
}

/**
 * Organizations for the callers of one account. Every account may describe the organization, only the
 * management account and delegated administrators may list its accounts (API references of both operations).
 */
export function organizationsOperations(organization: JoinedOrganization, accountId: string): Operations {
  const { managementAccountId, delegatedAdministrators = [] } = organization;
  const isAdministrator = [managementAccountId, ...delegatedAdministrators].includes(accountId);
  return {
    DescribeOrganization: () => describeOrganization(organization),
    ListAccounts: (request: ListAccountsRequest) => {
      if (!isAdministrator) throw notAdministrator();
      return listAccounts(organization, request);
    },
  };
}

function describeOrganization(organization: JoinedOrganization): DescribeOrganizationResponse {
  const { managementAccountId: id } = organization;
  return {
    Organization: {
      Id: ORGANIZATION_ID,
      Arn: `${arnPrefix(organization)}:organization/${ORGANIZATION_ID}`,
      FeatureSet: 'ALL',
      MasterAccountArn: accountArn(organization, id),
      MasterAccountId: id,
      MasterAccountEmail: memberOf(organization, id)?.email,
    },
  };
}

/** The token of the page after an empty first one. */
const AFTER_AN_EMPTY_PAGE = 'first';

/** The maximum of MaxResults, and the size of a page without it. */
const MAX_RESULTS = 20;

function listAccounts(
  organization: JoinedOrganization,
  { NextToken, MaxResults = MAX_RESULTS }: ListAccountsRequest,
): ListAccountsResponse {
  const { accounts, emptyFirstPages, pageSize = MAX_RESULTS } = organization;
  if (emptyFirstPages && NextToken === undefined) return { Accounts: [], NextToken: AFTER_AN_EMPTY_PAGE };
  const page = pageOf(
    { items: accounts, orderOf: accountOrder },
    {
      token: NextToken === AFTER_AN_EMPTY_PAGE ? undefined : NextToken,
      size: () => Math.min(MaxResults, pageSize),
      onInvalidToken: invalidNextToken,
    },
  );
  return { Accounts: page.items.map((member) => toAccount(organization, member)), NextToken: page.nextToken };
}

const accountOrder = ({ account }: OrganizationMember): string => account.accountId;

/** Without `Status`, which AWS retired in favour of `State` on September 9, 2026 (API reference, Account). */
function toAccount(
  organization: JoinedOrganization,
  { account: { accountId }, name, email, state }: OrganizationMember,
): Account {
  return {
    Id: accountId,
    Arn: accountArn(organization, accountId),
    Email: email,
    Name: name,
    State: state,
    JoinedMethod: accountId === organization.managementAccountId ? 'INVITED' : 'CREATED',
    JoinedTimestamp: organization.joinedAt,
  };
}

function accountArn(organization: JoinedOrganization, accountId: string): string {
  return `${arnPrefix(organization)}:account/${ORGANIZATION_ID}/${accountId}`;
}

function arnPrefix(organization: JoinedOrganization): string {
  const { managementAccountId: id } = organization;
  return `arn:${memberOf(organization, id)?.account.partition}:organizations::${id}`;
}
