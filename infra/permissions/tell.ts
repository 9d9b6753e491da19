import { NAMES } from '../../product/names.ts';
import type { Permission } from './permission-type.ts';
import { functionArn } from './resources.ts';

/** The permission that a function needs to have people told of something, where there is a topic. */
export const TELL_PERMISSIONS: readonly Permission[] = [
  {
    action: 'lambda:InvokeFunction',
    resource: functionArn(NAMES.notificationFunction),
    reason:
      'have people told what the function did, and of an event that no attempt could process, as the on-failure destination',
  },
];
