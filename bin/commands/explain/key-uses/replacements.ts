import type { Use } from './uses.ts';

/**
 * What may do away with a key, as far as its uses show; a sign is never a proof, since callers write their
 * user agents themselves.
 */
export interface Replacement {
  readonly sign: SignName;
  /** The keys whose uses have the sign; empty for what holds of every key. */
  readonly accessKeyIds: readonly string[];
  /** What the sign may mean. */
  readonly meaning: string;
  /** What would do away with the key. */
  readonly instead: string;
  /** The page of AWS's documentation. */
  readonly documentation: string;
}

/** The names of the signs; `Any` stands for what holds of every key. */
export type SignName = (typeof SIGNS)[number]['sign'] | 'Any';

/** A key and its uses. */
export interface UsedKey {
  readonly accessKeyId: string;
  readonly uses: readonly Use[];
}

interface Sign extends Omit<Replacement, 'sign' | 'accessKeyIds'> {
  readonly sign: string;
  readonly isIn: (use: Use) => boolean;
}

const agent =
  (pattern: RegExp) =>
  ({ userAgent }: Use): boolean =>
    pattern.test(userAgent);

const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

const OIDC = `${IAM_GUIDE}/id_roles_create_for-idp_oidc.html`;

const IDENTITY_CENTER = 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html';

const SIGNS = [
  {
    // The action aws-actions/configure-aws-credentials writes this (its source, USER_AGENT).
    sign: 'GitHubActions',
    isIn: agent(/configure-aws-credentials-for-github-actions/i),
    meaning: 'The caller may be a workflow of GitHub Actions',
    instead: 'a role that the workflow assumes by OpenID Connect (OIDC), without a secret in GitHub',
    documentation: OIDC,
  },
  {
    // The SDKs write AWS_EXECUTION_ENV after exec-env/; Lambda sets it (Lambda Developer Guide, "Defined
    // runtime environment variables").
    sign: 'Lambda',
    isIn: agent(/exec-env\/AWS_Lambda_/),
    meaning: 'The caller may be a Lambda function',
    instead: 'the execution role of the function',
    documentation: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  },
  {
    // ECS sets the same variable in the containers of a task.
    sign: 'ECS',
    isIn: agent(/exec-env\/AWS_ECS_/),
    meaning: 'The caller may be a container in Amazon ECS',
    instead: 'the task role',
    documentation: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',
  },
  {
    sign: 'CloudShell',
    isIn: agent(/exec-env\/CloudShell/),
    meaning:
      'The caller may be a person in AWS CloudShell, which has the credentials of the console without a key',
    instead: 'the credentials that CloudShell has already',
    documentation: 'https://docs.aws.amazon.com/cloudshell/latest/userguide/welcome.html',
  },
  {
    // CloudTrail User Guide, "CloudTrail record contents": vpcEndpointId.
    sign: 'VpcEndpoint',
    isIn: ({ vpcEndpointId }) => vpcEndpointId !== '',
    meaning:
      'The calls came through a VPC endpoint, so the caller may be an instance or a container in your VPC',
    instead: 'a role of the instance (instance profile), of the ECS task, or of the pod (EKS Pod Identity)',
    documentation: `${IAM_GUIDE}/id_roles_use_switch-role-ec2.html`,
  },
  {
    // CloudTrail User Guide, "CloudTrail record contents": for services of AWS, sourceIPAddress is a DNS
    // name.
    sign: 'ServiceOfAws',
    isIn: ({ sourceAddress }) => /\.amazonaws\.com(\.cn)?$/.test(sourceAddress),
    meaning: 'A service of AWS made the calls, and may have done so for a caller that gave it the key',
    instead: 'a service role',
    documentation: `${IAM_GUIDE}/id_roles_create_for-service.html`,
  },
  {
    sign: 'TemporaryCredentials',
    isIn: ({ service, actions, count, failedCount }) =>
      service === 'sts.amazonaws.com' &&
      failedCount < count &&
      actions.some((action) => /^(AssumeRole|GetSessionToken|GetFederationToken)$/.test(action)),
    meaning:
      'The key is exchanged for temporary credentials; what these do is not listed here, since they have ids of their own',
    instead: 'the same role, assumed by OIDC, IAM Identity Center or IAM Roles Anywhere',
    documentation: `${IAM_GUIDE}/id_credentials_temp_request.html`,
  },
  {
    sign: 'Terraform',
    isIn: agent(/\bTerraform\//),
    meaning: 'The caller may be Terraform, on a computer of a person, in a pipeline or in HCP Terraform',
    instead: 'IAM Identity Center for a person, and a role by OIDC for a pipeline and for HCP Terraform',
    documentation: OIDC,
  },
  {
    // The user agents of the SDKs and of the AWS CLI name the operating system.
    sign: 'PersonalComputer',
    isIn: agent(/\bos\/(macos|darwin|windows|win32)\b|\b(Darwin|Windows)\//i),
    meaning: 'The caller runs macOS or Windows, so it may be a person',
    instead: 'IAM Identity Center: aws configure sso gives the AWS CLI and the SDKs temporary credentials',
    documentation: IDENTITY_CENTER,
  },
] as const satisfies readonly Sign[];

/** What AWS offers instead of a key, whoever uses it. */
const ANY: Replacement = {
  sign: 'Any',
  accessKeyIds: [],
  meaning:
    'No documented sign tells of GitLab, of other pipelines and of servers outside AWS: ask the owner of the source address',
  instead:
    'OIDC for a pipeline, IAM Identity Center for a person, a role on AWS, IAM Roles Anywhere for a server with a certificate',
  documentation: `${IAM_GUIDE}/security-creds-programmatic-access.html`,
};

/** The signs in the uses of keys, in a fixed order, and last what holds of every key. */
export function replacementsOf(keys: readonly UsedKey[]): readonly Replacement[] {
  const found = SIGNS.map(({ isIn, ...others }: Sign & Pick<(typeof SIGNS)[number], 'sign'>) => ({
    ...others,
    accessKeyIds: keys.filter(({ uses }) => uses.some(isIn)).map(({ accessKeyId }) => accessKeyId),
  }));
  return [...found.filter(({ accessKeyIds }) => accessKeyIds.length > 0), ANY];
}
