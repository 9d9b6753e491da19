import { DAY_MS, HOUR_MS } from '../policy/policy.ts';
import type { SandboxAccount } from '../sandbox/account.ts';
import type { RecordedCall } from '../sandbox/cloudtrail/event-history.ts';

/**
 * A workload of the demo: it makes the same call again and again with one key. Addresses are those of RFC
 * 5737 and RFC 3849.
 */
interface Workload extends Pick<RecordedCall, 'accessKeyId' | 'userName' | 'region' | 'sourceIPAddress'> {
  readonly userAgent: string;
  /** The service and the action, such as `ecr:GetAuthorizationToken`. */
  readonly action: string;
  readonly everyHours: number;
  readonly firstDaysAgo: number;
  readonly lastDaysAgo: number;
  readonly vpcEndpointId?: string;
}

const PAYROLL = { userName: 'payroll', region: 'eu-central-1' } as const;

/** Who uses the keys of some users of the showcase, as CloudTrail's event history shows it. */
const WORKLOADS: readonly Workload[] = [
  {
    ...PAYROLL,
    accessKeyId: 'AKIAPAYROLL10EXAMPLE',
    action: 'secretsmanager:GetSecretValue',
    sourceIPAddress: '10.20.4.17',
    vpcEndpointId: 'vpce-0a1b2c3d4e5f60718',
    userAgent:
      'aws-sdk-java/2.31.9 md/io#sync ua/2.1 os/Linux#6.1.0 lang/java#21.0.2 exec-env/AWS_ECS_FARGATE',
    everyHours: 3,
    firstDaysAgo: 80,
    lastDaysAgo: 0.1,
  },
  {
    ...PAYROLL,
    accessKeyId: 'AKIAPAYROLL20EXAMPLE',
    action: 'ecs:UpdateService',
    sourceIPAddress: '203.0.113.58',
    userAgent: 'aws-sdk-js/3.840.0 ua/2.1 os/linux#6.8.0 configure-aws-credentials-for-github-actions',
    everyHours: 24,
    firstDaysAgo: 60,
    lastDaysAgo: 2,
  },
  {
    ...PAYROLL,
    accessKeyId: 'AKIAPAYROLL20EXAMPLE',
    action: 'sts:GetCallerIdentity',
    region: 'us-east-1',
    sourceIPAddress: '2001:db8::41',
    userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.13.7',
    everyHours: 240,
    firstDaysAgo: 50,
    lastDaysAgo: 9,
  },
  {
    userName: 'deploy-bot',
    accessKeyId: 'AKIADEPLOYOLDEXAMPLE',
    region: 'us-east-1',
    action: 'ecr:GetAuthorizationToken',
    sourceIPAddress: '198.51.100.7',
    userAgent: 'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 terraform-provider-aws/6.14.0',
    everyHours: 1,
    firstDaysAgo: 88,
    lastDaysAgo: 0.2,
  },
  {
    userName: 'data-export',
    accessKeyId: 'AKIAEXPORT200EXAMPLE',
    region: 'eu-west-1',
    action: 'sts:AssumeRole',
    sourceIPAddress: '192.0.2.33',
    userAgent: 'Boto3/1.40.40 md/Botocore#1.40.40 ua/2.1 os/linux#6.1.0 lang/python#3.12.3',
    everyHours: 12,
    firstDaysAgo: 70,
    lastDaysAgo: 1,
  },
];

/** Records the calls of the workloads of the demo up to a time. */
export function recordWorkloads({ eventHistory }: SandboxAccount, now: Date): void {
  for (const { action, everyHours, firstDaysAgo, lastDaysAgo, ...call } of WORKLOADS) {
    const [service, eventName = ''] = action.split(':');
    const last = now.getTime() - lastDaysAgo * DAY_MS;
    for (let at = last; at > now.getTime() - firstDaysAgo * DAY_MS; at -= everyHours * HOUR_MS) {
      eventHistory.record({ ...call, eventSource: `${service}.amazonaws.com`, eventName, at: new Date(at) });
    }
  }
}
