import type {
  AttachedPolicy,
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  GroupDetail,
  ManagedPolicyDetail,
  PolicyDetail,
  UserDetail,
} from '@aws-sdk/client-iam';
import type { Operations } from '../api.ts';
import { iamPage } from './iam-page.ts';
import {
  encodeDocument,
  type GroupState,
  isOfAws,
  type ManagedPolicy,
  policyNameOf,
} from './policy-store.ts';
import type { IamService } from './service.ts';
import { tagsOf, toUser } from './user-operations.ts';
import type { InlinePolicy, Policies, UserState } from './user-state.ts';

/** An entity of the listing: its type in the API, its place in the order, and its details. */
type Entity = { readonly order: string } & (
  | { readonly type: 'User'; readonly detail: UserDetail }
  | { readonly type: 'Group'; readonly detail: GroupDetail }
  | { readonly type: 'LocalManagedPolicy' | 'AWSManagedPolicy'; readonly detail: ManagedPolicyDetail }
);

/**
 * GetAccountAuthorizationDetails: one listing of users, groups and managed policies. The sandbox has no
 * roles.
 */
export function authorizationDetails(iam: IamService): Operations {
  return {
    GetAccountAuthorizationDetails: (
      request: GetAccountAuthorizationDetailsRequest,
    ): GetAccountAuthorizationDetailsResponse => {
      const { Filter = [] } = request;
      const { items, more } = iamPage(iam, request, {
        items: entitiesOf(iam),
        orderOf: ({ order }) => order,
        isListed: ({ type }) => Filter.length === 0 || Filter.includes(type),
      });
      return {
        UserDetailList: items.flatMap((each) => (each.type === 'User' ? [each.detail] : [])),
        GroupDetailList: items.flatMap((each) => (each.type === 'Group' ? [each.detail] : [])),
        RoleDetailList: [],
        Policies: items.flatMap((each) =>
          each.type === 'User' || each.type === 'Group' ? [] : [each.detail],
        ),
        ...more,
      };
    },
  };
}

function entitiesOf(iam: IamService): Entity[] {
  const users = iam.users.read().all();
  const groups = [...iam.policies.groups.values()];
  const attached = new Set([...users, ...groups].flatMap(({ policies }) => policies.attached));
  return [
    ...users.map((user): Entity => {
      return { type: 'User', order: `1${user.userName}`, detail: toUserDetail(iam, user) };
    }),
    ...groups.map((group): Entity => {
      return { type: 'Group', order: `2${group.groupName}`, detail: toGroupDetail(iam, group) };
    }),
    ...[...iam.policies.managed.values()].flatMap((policy): Entity[] => {
      const type = isOfAws(policy.arn) ? 'AWSManagedPolicy' : 'LocalManagedPolicy';
      // Of AWS's policies, only those in use were seen in the answers; AWS does not document it.
      if (type === 'AWSManagedPolicy' && !attached.has(policy.arn)) return [];
      return [{ type, order: `3${policy.arn}`, detail: toPolicyDetail(iam, policy) }];
    }),
  ];
}

function toUserDetail(iam: IamService, user: UserState): UserDetail {
  return {
    ...toUser(iam, user),
    ...tagsOf(user),
    UserPolicyList: inlineOf(user.policies),
    GroupList: [...user.groups],
    AttachedManagedPolicies: attachedOf(user.policies),
  };
}

function toGroupDetail({ userArnPrefix }: IamService, { groupName, policies }: GroupState): GroupDetail {
  return {
    Path: '/',
    GroupName: groupName,
    Arn: userArnPrefix.replace(/user$/, `group/${groupName}`),
    GroupPolicyList: inlineOf(policies),
    AttachedManagedPolicies: attachedOf(policies),
  };
}

function toPolicyDetail({ clock }: IamService, { arn, document }: ManagedPolicy): ManagedPolicyDetail {
  const version = { Document: encodeDocument(document), VersionId: 'v1', IsDefaultVersion: true };
  return {
    PolicyName: policyNameOf(arn),
    Arn: arn,
    Path: '/',
    DefaultVersionId: 'v1',
    IsAttachable: true,
    PolicyVersionList: [{ ...version, CreateDate: clock.now() }],
  };
}

function inlineOf({ inline }: Policies): PolicyDetail[] {
  return inline.map(({ policyName, document }: InlinePolicy) => {
    return { PolicyName: policyName, PolicyDocument: encodeDocument(document) };
  });
}

function attachedOf({ attached }: Policies): AttachedPolicy[] {
  return attached.map((arn) => ({ PolicyName: policyNameOf(arn), PolicyArn: arn }));
}
