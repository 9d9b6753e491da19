import {
  ConfigServiceClient,
  DescribeConfigurationAggregatorsCommand,
  PutConfigurationAggregatorCommand,
} from '@aws-sdk/client-config-service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSourceAccounts } from '../../../aws/aggregator-sources.ts';
import { createSandboxAccount } from '../../../sandbox/account.ts';
import { createAggregator } from '../../../sandbox/aggregator/aggregator.ts';
import type { AggregatorDefinition } from '../../../sandbox/aggregator/state.ts';
import { hasMoto, type Moto, startMoto } from '../../support/moto.ts';

const ROLE = 'arn:aws:iam::111122223333:role/organization-reader';
const ACCOUNTS = ['111122223333', '123456789012'];

/** Aggregators, and the requests that create them. */
const AGGREGATORS: readonly [AggregatorDefinition, object][] = [
  [
    { name: 'organization', organization: 'all' },
    { OrganizationAggregationSource: { RoleArn: ROLE, AllAwsRegions: true } },
  ],
  [
    { name: 'one-region', organization: ['eu-west-1'] },
    { OrganizationAggregationSource: { RoleArn: ROLE, AwsRegions: ['eu-west-1'] } },
  ],
  [
    { name: 'accounts', accounts: [{ accountIds: ACCOUNTS, regions: ['us-east-1'] }] },
    { AccountAggregationSources: [{ AccountIds: ACCOUNTS, AwsRegions: ['us-east-1'] }] },
  ],
];

/* moto has none of the other operations of an aggregator that the sandbox has. */
describe.skipIf(!hasMoto())('the sources of an aggregator are read in the sandbox as in moto', () => {
  let moto: Moto;
  let client: ConfigServiceClient;

  beforeAll(async () => {
    moto = await startMoto();
    client = new ConfigServiceClient({ ...moto.settings, maxAttempts: 1 });
    for (const [{ name }, sources] of AGGREGATORS) {
      const request = { ConfigurationAggregatorName: name, ...sources };
      await client.send(new PutConfigurationAggregatorCommand(request));
    }
  });

  afterAll(async () => {
    client.destroy();
    await moto.end();
  });

  it.each(AGGREGATORS.map(([definition]) => definition))('$name', async (definition) => {
    const account = createSandboxAccount();
    account.addOperations('config', createAggregator(definition).operations);
    const { config } = account.connect({ principal: 'auditor' });
    const { name } = definition;
    const regions = ['us-east-1', 'eu-west-1', 'eu-central-1'];
    const read = (from: ConfigServiceClient) =>
      Promise.all(regions.map((region) => readSourceAccounts(from, { name, region })));
    expect(await read(config)).toEqual(await read(client));
  });

  it('an aggregator that does not exist is refused by the same error', async () => {
    const account = createSandboxAccount();
    account.addOperations('config', createAggregator({ name: 'organization' }).operations);
    const { config } = account.connect({ principal: 'auditor', maxAttempts: 1 });
    const command = new DescribeConfigurationAggregatorsCommand({ ConfigurationAggregatorNames: ['absent'] });
    const nameOf = (from: ConfigServiceClient) =>
      from.send(command).then(
        () => 'none',
        ({ name }: Error) => name,
      );
    expect(await nameOf(config)).toBe('NoSuchConfigurationAggregatorException');
    expect(await nameOf(client)).toBe('NoSuchConfigurationAggregatorException');
  });
});
