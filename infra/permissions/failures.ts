import type { Permission } from './permission.ts';

/** The permission that a function needs to send an event to the topic if no attempt could process it. */
export const FAILURE_PERMISSIONS: readonly Permission[] = [
  {
    action: 'sns:Publish',
    resource: '${NotificationTopicArn}',
    reason: 'send an event that no attempt could process to the topic, as the on-failure destination',
  },
];
