import { describe, expect, it } from 'vitest';
import { parseRegions } from '../../../../../bin/account/region-codes.ts';
import { UsageError } from '../../../../../bin/command-line/errors.ts';
import {
  globalRegionOf,
  type RegionSources,
  regionsToAsk,
} from '../../../../../bin/commands/explain/key-uses/regions.ts';
import { createSandboxAccount } from '../../../../../sandbox/account.ts';

const account = createSandboxAccount({
  regions: { 'us-east-1': 'ENABLED_BY_DEFAULT', 'eu-west-1': 'ENABLED', 'me-south-1': 'DISABLED' },
});

const ask = (sources: Partial<RegionSources>) =>
  regionsToAsk({
    given: undefined,
    accountManagement: async () => account.connect({ principal: 'tester' }).accountManagement,
    likely: ['us-east-1', '', 'eu-north-1', 'N/A', 'evil.example/', 'eu-north-1'],
    signal: new AbortController().signal,
    ...sources,
  });

describe('the Regions that are asked', () => {
  it('are the given ones, and then no call is made', async () => {
    const accountManagement = () => Promise.reject(new Error('Expected no call'));
    expect(await ask({ given: ['eu-south-1'], accountManagement })).toEqual({
      regions: ['eu-south-1'],
      regionsUnknown: null,
    });
  });

  it('are by default those that the account has enabled', async () => {
    expect(await ask({})).toEqual({ regions: ['eu-west-1', 'us-east-1'], regionsUnknown: null });
  });

  it('are the likely ones if the enabled ones cannot be read: what is no code of a Region is no host', async () => {
    const remove = account.faults.add(() => ({ kind: 'deny' }));
    expect(await ask({})).toEqual({
      regions: ['eu-north-1', 'us-east-1'],
      regionsUnknown: expect.stringMatching(/^AccessDeniedException: .* account:ListRegions/),
    });
    remove();
  });

  it('are the likely ones after an interruption', async () => {
    const found = await ask({ signal: AbortSignal.abort() });
    expect(found).toMatchObject({ regionsUnknown: 'interrupted' });
  });

  it.each([
    ['aws', 'us-east-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
    ['aws-new', ''],
    ['__proto__', ''],
  ])('the Region of the global events of %s', (partition, region) => {
    expect(globalRegionOf(partition)).toBe(region);
  });
});

describe('--regions', () => {
  it.each([
    ['us-east-1', ['us-east-1']],
    ['us-west-2,eu-west-1,us-west-2', ['eu-west-1', 'us-west-2']],
    ['us-gov-west-1,us-iso-east-1', ['us-gov-west-1', 'us-iso-east-1']],
  ])('%s', (given, codes) => {
    expect(parseRegions(given)).toEqual(codes);
  });

  it.each(['', ',', 'us-east-1,', 'all', 'us-east-1 eu-west-1', 'us-east-1.evil.example', 'US-EAST-1'])(
    'refuses "%s"',
    (given) => {
      expect(() => parseRegions(given)).toThrow(UsageError);
    },
  );
});
