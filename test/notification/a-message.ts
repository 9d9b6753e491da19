import type { Message } from '../../notification/occurrence.ts';
import { FULL_REQUEST } from './events.ts';

/** A notice with all that the remediation function can say and nothing else, but for the fields given. */
export function aMessage(fields: Partial<Message>): Message {
  const { operation: _, ...said } = FULL_REQUEST;
  return {
    ...said,
    event: 'Noticed',
    partition: 'aws',
    region: 'us-east-1',
    accountId: '111122223333',
    rolePath: '/',
    source: undefined,
    configRuleName: '',
    owner: '',
    ownerTag: 'Owner',
    unread: '',
    ...fields,
  };
}
