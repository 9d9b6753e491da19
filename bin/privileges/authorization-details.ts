import {
  type AttachedPolicy,
  type EntityType,
  type GetAccountAuthorizationDetailsResponse,
  type IAMClient,
  type ManagedPolicyDetail,
  type PolicyDetail,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import { assertMarker } from '../../aws/iam-answers.ts';
import { parseTags } from '../../aws/iam-users.ts';
import { requiredList, requiredText, requiredTexts } from '../../aws/required.ts';
import type { Tags } from '../../policy/tags.ts';

/** What GetAccountAuthorizationDetails tells of users, of groups, and of the managed policies of both. */
export interface AuthorizationDetails {
  /** By the id of the user. */
  readonly users: ReadonlyMap<string, UserPermissions>;
  /** By the name of the group. */
  readonly groups: ReadonlyMap<string, EntityPolicies>;
  /** The default versions of managed policies as IAM encodes them, by ARN. */
  readonly documents: ReadonlyMap<string, string>;
}

/** The policies of a user or a group. */
export interface EntityPolicies {
  /** The ARNs of attached policies. */
  readonly attached: readonly string[];
  /** The documents are as IAM encodes them. */
  readonly inline: readonly { readonly name: string; readonly document: string }[];
}

/** The policies of a user, its groups by name, and all its tags. */
export interface UserPermissions extends EntityPolicies {
  readonly groups: readonly string[];
  readonly tags: Tags;
}

/** Roles are left out: an access key belongs to a user. */
const FILTER: EntityType[] = ['User', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'];

/** At most 1,000 entities a page, and 100 by default (IAM API Reference, GetAccountAuthorizationDetails). */
const ENTITIES_PER_PAGE = 1000;

/**
 * Reads the permissions of all users of the account, a call for each page. Throws what the SDK throws, and
 * `MalformedAnswerError` for an answer without a member that tells who may do what.
 */
export async function readAuthorizationDetails(iam: IAMClient): Promise<AuthorizationDetails> {
  const details = {
    users: new Map<string, UserPermissions>(),
    groups: new Map<string, EntityPolicies>(),
    documents: new Map<string, string>(),
  };
  const pages = paginateGetAccountAuthorizationDetails(
    { client: iam, pageSize: ENTITIES_PER_PAGE },
    { Filter: FILTER },
  );
  for await (const page of pages) {
    assertMarker('GetAccountAuthorizationDetails', page);
    for (const [id, user] of usersOf(page)) details.users.set(id, user);
    for (const [name, group] of groupsOf(page)) details.groups.set(name, group);
    for (const [arn, document] of documentsOf(page)) details.documents.set(arn, document);
  }
  return details;
}

const nameOf = (member: string) => `GetAccountAuthorizationDetails.${member}`;

function usersOf(page: GetAccountAuthorizationDetailsResponse): [string, UserPermissions][] {
  const list = nameOf('UserDetailList');
  return requiredList(list, page.UserDetailList).map((user) => [
    requiredText(`${list}.UserId`, user.UserId),
    {
      ...policiesOf(list, { attached: user.AttachedManagedPolicies, inline: user.UserPolicyList }),
      groups: requiredTexts(`${list}.GroupList`, user.GroupList),
      tags: parseTags(`${list}.Tags`, user.Tags ?? []),
    },
  ]);
}

function groupsOf(page: GetAccountAuthorizationDetailsResponse): [string, EntityPolicies][] {
  const list = nameOf('GroupDetailList');
  return requiredList(list, page.GroupDetailList).map((group) => [
    requiredText(`${list}.GroupName`, group.GroupName),
    policiesOf(list, { attached: group.AttachedManagedPolicies, inline: group.GroupPolicyList }),
  ]);
}

interface PolicyLists {
  readonly attached: readonly AttachedPolicy[] | undefined;
  readonly inline: readonly PolicyDetail[] | undefined;
}

/**
 * An entity without inline policies has no list of them (IAM API Reference, GetAccountAuthorizationDetails:
 * sample response).
 */
function policiesOf(list: string, { attached, inline = [] }: PolicyLists): EntityPolicies {
  const member = `${list}.AttachedManagedPolicies`;
  return {
    attached: requiredList(member, attached).map((each) =>
      requiredText(`${member}.PolicyArn`, each.PolicyArn),
    ),
    inline: requiredList(`${list}.PolicyList`, inline).map(({ PolicyName, PolicyDocument = '' }) => {
      return { name: requiredText(`${list}.PolicyName`, PolicyName), document: PolicyDocument };
    }),
  };
}

function documentsOf(page: GetAccountAuthorizationDetailsResponse): [string, string][] {
  const list = nameOf('Policies');
  return requiredList(list, page.Policies).flatMap((policy): [string, string][] => {
    const document = defaultVersionOf(policy)?.Document;
    return document === undefined ? [] : [[requiredText(`${list}.Arn`, policy.Arn), document]];
  });
}

function defaultVersionOf({ PolicyVersionList = [], DefaultVersionId }: ManagedPolicyDetail) {
  return PolicyVersionList.find(
    ({ VersionId, IsDefaultVersion }) =>
      IsDefaultVersion || (VersionId !== undefined && VersionId === DefaultVersionId),
  );
}
