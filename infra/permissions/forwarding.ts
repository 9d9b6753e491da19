import type { Permission } from './permission-type.ts';
import { HOME_EVENT_BUS } from './resources.ts';

/** The permissions of the forwarding template's role. */
export const FORWARDING_PERMISSIONS: readonly Permission[] = [
  {
    action: 'events:PutEvents',
    resource: HOME_EVENT_BUS,
    reason: 'send the events to the Region of the rule',
  },
];
