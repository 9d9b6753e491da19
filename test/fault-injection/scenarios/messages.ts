import type { Call } from '../../../sandbox/api.ts';
import { nameOf } from './users.ts';

const MESSAGES: Readonly<Record<string, string>> = { Noticed: 'of a notice', Reminder: 'of a reminder' };

/** `lambda:Invoke of a notice`, `of a reminder`, or `of another message`. */
export function messageLabel(call: Call): string {
  const { Payload } = call.input as { readonly Payload: string };
  const { event } = JSON.parse(Payload);
  return `${nameOf(call)} ${MESSAGES[event] ?? 'of another message'}`;
}
