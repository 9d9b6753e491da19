import type { LocatedEvent } from '../../../../../bin/commands/explain/key-uses/evidence.ts';
import { daysAgo } from '../../../../support/users.ts';

/** An event of yesterday; each test overrides one field. */
export function anEvent(overrides: Partial<LocatedEvent> = {}): LocatedEvent {
  return {
    at: daysAgo(1),
    region: 'eu-west-1',
    service: 'ec2.amazonaws.com',
    action: 'DescribeInstances',
    sourceAddress: '192.0.2.7',
    userAgent: 'aws-cli/2.31.0',
    vpcEndpointId: '',
    errorCode: '',
    ...overrides,
  };
}
