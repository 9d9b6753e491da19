import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  NoSuchConfigRuleException,
} from '@aws-sdk/client-config-service';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { listRules, readOurRule } from '../../aws/config-rules.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule';

const client = new ConfigServiceClient({ region: 'us-east-1' });
const config = mockClient(client);
beforeEach(() => config.reset());

describe('a rule is ours by its source', () => {
  it.each([
    ['the function is ours', FUNCTION, true],
    ['a version of the function is ours', `${FUNCTION}:7`, true],
    ['an alias of the function is ours', `${FUNCTION}:live`, true],
    ['another function, whose name begins alike, is not', `${FUNCTION}-of-somebody-else`, false],
    ['a managed rule is not', 'IAM_USER_MFA_ENABLED', false],
    ['a source without an identifier is not', undefined, false],
    // The SDK passes on whatever JSON it receives.
    ['an object that cannot be written as a text is not', { toString: 1 } as unknown as string, false],
  ])('%s', async (_, SourceIdentifier, isOurs) => {
    const rule = { ConfigRuleName: 'rule', Source: { Owner: 'CUSTOM_LAMBDA' as const, SourceIdentifier } };
    config.on(DescribeConfigRulesCommand).resolves({ ConfigRules: [rule] });
    expect(await listRules(client, FUNCTION)).toEqual(isOurs ? [rule] : []);
  });

  it('our rules are found on every page, also after a rule without a source', async () => {
    const rules = ['a', 'b'].map((ConfigRuleName) => ({
      ConfigRuleName,
      Source: { Owner: 'CUSTOM_LAMBDA' as const, SourceIdentifier: FUNCTION },
    }));
    config
      .on(DescribeConfigRulesCommand)
      .resolvesOnce({ ConfigRules: [{ Source: undefined }, ...rules.slice(0, 1)], NextToken: 'next' })
      .resolvesOnce({ ConfigRules: rules.slice(1) });
    expect((await listRules(client, FUNCTION)).map(({ ConfigRuleName }) => ConfigRuleName)).toEqual([
      'a',
      'b',
    ]);
  });
});

describe('one rule by its name', () => {
  const read = () => readOurRule(client, 'rule', FUNCTION);
  const rule = (SourceIdentifier: string) => ({
    ConfigRuleName: 'rule',
    Source: { Owner: 'CUSTOM_LAMBDA' as const, SourceIdentifier },
  });

  it('is read if its function is ours', async () => {
    config
      .on(DescribeConfigRulesCommand, { ConfigRuleNames: ['rule'] })
      .resolves({ ConfigRules: [rule(FUNCTION)] });
    expect(await read()).toEqual(rule(FUNCTION));
  });

  it('is undefined if its function is another one, or if there is no such rule', async () => {
    config
      .on(DescribeConfigRulesCommand)
      .resolvesOnce({ ConfigRules: [rule(`${FUNCTION}-of-somebody-else`)] });
    expect(await read()).toBeUndefined();
    const error = new NoSuchConfigRuleException({ message: 'no such rule', $metadata: {} });
    config.on(DescribeConfigRulesCommand).rejects(error);
    expect(await read()).toBeUndefined();
  });

  it('is an error if AWS Config gives no answer, or one without a list', async () => {
    config.on(DescribeConfigRulesCommand).rejectsOnce(new Error('denied')).resolves({});
    await expect(read()).rejects.toThrow('denied');
    await expect(read()).rejects.toThrow('DescribeConfigRules.ConfigRules: expected a value');
  });
});
