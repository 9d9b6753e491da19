import { describe, expect, it } from 'vitest';
import { MalformedEventError } from '../../aws/errors.ts';
import { parseTrigger } from '../../reevaluation/event.ts';
import { parseRequest } from '../../remediation/parse-request.ts';
import { parseInvocation } from '../../rule/event.ts';
import { anEvent } from '../support/events.ts';

/**
 * Nested lists: JSON.parse reads them; JSON.stringify, which the messages use for values, exceeds its stack.
 */
const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

describe('a value with too many levels for JSON.stringify', () => {
  it.each<[string, (deep: unknown) => unknown]>([
    ['as the event of Config', parseInvocation],
    ['as the event of a runbook', parseRequest],
    ['as the event of an IAM call', parseTrigger],
    ['as an invokingEvent', () => parseInvocation(anEvent({}, { invokingEvent: DEEP }))],
    ['as a user id', (userId) => parseRequest({ operation: 'Deactivate', userId })],
  ])('%s → MalformedEventError', (_title, read) => {
    expect(() => read(JSON.parse(DEEP))).toThrow(MalformedEventError);
    expect(() => read(JSON.parse(DEEP))).toThrow('received a value that JSON cannot show');
  });
});
