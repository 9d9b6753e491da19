import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LocatedEvent } from '../../../../../bin/commands/explain/key-uses/evidence.ts';
import { usesOf } from '../../../../../bin/commands/explain/key-uses/uses.ts';
import { daysAgo } from '../../../../support/users.ts';
import { anEvent } from './events.ts';

describe('the uses of a key', () => {
  it('no events: no uses', () => {
    expect(usesOf([])).toEqual([]);
  });

  it('equal calls are one use, with the first and the last time, and the number of failures', () => {
    const events = [2, 9, 5].map((days) => anEvent({ at: daysAgo(days) }));
    expect(usesOf([...events, anEvent({ at: daysAgo(3), errorCode: 'AccessDenied' })])).toEqual([
      {
        service: 'ec2.amazonaws.com',
        region: 'eu-west-1',
        sourceAddress: '192.0.2.7',
        userAgent: 'aws-cli/2.31.0',
        vpcEndpointId: '',
        firstSeenAt: daysAgo(9).toISOString(),
        lastSeenAt: daysAgo(2).toISOString(),
        count: 4,
        failedCount: 1,
        actions: ['DescribeInstances'],
      },
    ]);
  });

  it.each<[string, Partial<LocatedEvent>]>([
    ['service', { service: 's3.amazonaws.com' }],
    ['Region', { region: 'us-east-1' }],
    ['address', { sourceAddress: '192.0.2.8' }],
    ['user agent', { userAgent: 'Boto3/1.40.40' }],
    ['VPC endpoint', { vpcEndpointId: 'vpce-1' }],
  ])('another %s is another use', (_, other) => {
    expect(usesOf([anEvent(), anEvent(other)])).toHaveLength(2);
  });

  it('the use that was seen last comes first, whatever the numbers', () => {
    const old = [20, 30, 40].map((days) => anEvent({ at: daysAgo(days), userAgent: 'old' }));
    const uses = usesOf([...old, anEvent({ userAgent: 'new' })]);
    expect(uses.map(({ userAgent }) => userAgent)).toEqual(['new', 'old']);
  });

  it('the five most frequent actions are named', () => {
    const events = ['A', 'B', 'B', 'C', 'D', 'E', 'F', 'F', 'F'].map((action) => anEvent({ action }));
    expect(usesOf(events)[0]?.actions).toEqual(['F', 'B', 'A', 'C', 'D']);
  });
});

const events = fc.array(
  fc
    .record({
      days: fc.integer({ min: 0, max: 89 }),
      region: fc.constantFrom('eu-west-1', 'us-east-1'),
      userAgent: fc.constantFrom('', 'a', 'b', '__proto__', '["x"]'),
      errorCode: fc.constantFrom('', 'AccessDenied'),
    })
    .map(({ days, ...others }) => anEvent({ at: daysAgo(days), ...others })),
  { maxLength: 40 },
);

describe('laws of uses', () => {
  it('each event is in exactly one use, within its times', () => {
    fc.assert(
      fc.property(events, (given) => {
        const uses = usesOf(given);
        expect(uses.reduce((sum, { count }) => sum + count, 0)).toBe(given.length);
        for (const { at, region, userAgent } of given) {
          const [use, ...others] = uses.filter(
            (each) => each.region === region && each.userAgent === userAgent,
          );
          expect(others).toEqual([]);
          expect(Date.parse(use?.firstSeenAt ?? '')).toBeLessThanOrEqual(at.getTime());
          expect(Date.parse(use?.lastSeenAt ?? '')).toBeGreaterThanOrEqual(at.getTime());
        }
      }),
    );
  });

  it('the order of the events does not matter', () => {
    fc.assert(
      fc.property(events, (given) => {
        expect(usesOf(given.toReversed())).toEqual(usesOf(given));
      }),
    );
  });
});
