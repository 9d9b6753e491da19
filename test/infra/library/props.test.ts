import { describe, expect, it } from 'vitest';
import { InvalidPropError } from '../../../infra/library/invalid-prop-error.ts';
import type { OneActiveKeyProps } from '../../../infra/library/one-active-key-props.ts';
import { PROP_PARSERS } from '../../../infra/library/prop-parsers.ts';
import { ACCOUNT_GROUPS } from '../../../infra/parameters/account-parameters.ts';
import { construct, resolved } from '../../support/library.ts';

describe('a wrong prop: an error that names it, what was expected and what came', () => {
  it.each<[object, string]>([
    [{ rotationGraceHours: 721 }, 'rotationGraceHours: expected a whole number from 0 to 720; received 721'],
    [{ rotationGraceHours: -1 }, 'rotationGraceHours: expected a whole number from 0 to 720; received -1'],
    [{ rotationGraceHours: 1.5 }, 'rotationGraceHours: expected a whole number from 0 to 720; received 1.5'],
    [
      { rotationGraceHours: Number.NaN },
      'rotationGraceHours: expected a whole number from 0 to 720; received NaN',
    ],
    [
      { rotationGraceHours: '24' },
      'rotationGraceHours: expected a whole number from 0 to 720; received "24"',
    ],
    [{ exemptionMaxDays: 0 }, 'exemptionMaxDays: expected a whole number from 1 to 365; received 0'],
    [{ soakDays: null }, 'soakDays: expected a whole number from 1 to 365; received null'],
    [
      { selectionStrategy: 'Newest' },
      'selectionStrategy: expected LeastRecentlyUsed or Oldest; received "Newest"',
    ],
    [{ remediation: 'manual' }, 'remediation: expected None, Manual or Automatic; received "manual"'],
    [{ remediation: '' }, 'remediation: expected None, Manual or Automatic; received ""'],
    [{ nearRealTime: 'true' }, 'nearRealTime: expected true or false; received "true"'],
    [{ logRetentionDays: 2 }, 'logRetentionDays: expected 1, 3, 5, 7, 14,'],
    [
      { notificationTopic: 'arn:aws:sns:us-east-1:111122223333:security' },
      'notificationTopic: expected a standard SNS topic (ITopic) of this Region; received "arn:',
    ],
    [
      { notificationTopic: {} },
      'notificationTopic: expected a standard SNS topic (ITopic) of this Region; received {}',
    ],
    [
      { notificationTopic: { topicArn: 'arn:aws:sns:us-east-1:111122223333:security.fifo' } },
      'notificationTopic: expected a standard SNS topic',
    ],
    [
      { notificationTopic: { topicArn: 'arn:aws:sns:us-east-1:111122223333:security', fifo: true } },
      'notificationTopic: expected a standard SNS topic',
    ],
    [
      { chatTopic: { topicArn: 'arn:aws:sns:us-east-1:111122223333:chat.fifo' } },
      'chatTopic: expected a standard SNS topic',
    ],
    [{ messageDelivery: 'Weekly' }, 'messageDelivery: expected Each or Daily; received "Weekly"'],
    [{ ownerTag: '' }, 'ownerTag: expected the key of a tag: 1 to 128 letters, digits, spaces or'],
    [{ ownerTag: 'o'.repeat(129) }, 'ownerTag: expected the key of a tag'],
    [
      { existingLedgerTable: 'arn:aws:iam::111122223333:policy/boundary' },
      'existingLedgerTable: expected the name of a DynamoDB table, or empty',
    ],
    [
      { encryptionKey: null },
      'encryptionKey: expected a KMS key (IKey) of this Region and no alias; received null',
    ],
    [
      { code: 'rule.zip' },
      'code: expected a function that returns a Code for the name of a function; received "rule.zip"',
    ],
    [
      { code: () => undefined },
      'code: expected a function that returns a Code for the name of a function; received nothing',
    ],
    [
      { code: () => 'rule.zip' },
      'code: expected a function that returns a Code for the name of a function; received "rule.zip"',
    ],
    [{ rolePath: 'team' }, 'rolePath: expected a path of at most'],
    [
      { permissionsBoundary: '/team/boundary' },
      'permissionsBoundary: expected a managed policy (IManagedPolicy)',
    ],
    [{ existingLedgerTable: 'a/b' }, 'existingLedgerTable: expected the name of a DynamoDB table, or empty'],
    [{ reviewerAccountId: '1234' }, 'reviewerAccountId: expected an account id, or empty; received "1234"'],
    [
      { reviewerExternalId: 'audit' },
      'reviewerExternalId: expected no external id, since reviewerAccountId is not given; received "audit"',
    ],
    [
      { deletion: 'Daily', remediation: 'None' },
      "deletion: expected 'None', since remediation is 'None', and only keys that One Active Key deactivated are deleted; received \"Daily\"",
    ],
    [
      { deletion: 'ByHand', nearRealTime: false },
      'deletion: expected \'None\', since nearRealTime is false, and a change has to be noticed before a key is deleted; received "ByHand"',
    ],
    [{ rotationGraceHour: 24 }, 'rotationGraceHour: expected one of the props selectionStrategy,'],
  ])('%j', (props, message) => {
    const wrong = () => construct(props as OneActiveKeyProps);
    expect(wrong).toThrow(InvalidPropError);
    expect(wrong).toThrow(`Security/OneActiveKey: ${message}`);
  });

  it('the error has the name of the prop, what was expected and what came', () => {
    const caught = (() => {
      try {
        return construct({ soakDays: 400 });
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({
      prop: 'soakDays',
      expected: 'a whole number from 1 to 365',
      received: 400,
    });
  });

  it('a Region in which AWS Config cannot record IAM users', () => {
    expect(() => construct({}, { region: 'eu-south-2' })).toThrow(
      'env.region of the stack: expected a Region in which AWS Config records IAM users, such as us-east-1; received "eu-south-2"',
    );
  });

  it('in an unknown Region, CloudFormation refuses', () => {
    const rules = (region?: string) =>
      Object.keys(
        (resolved(construct({}, region ? { region } : {}).resources.ruleFunction.resource.stack)['Rules'] ??
          {}) as object,
      );
    expect(rules().filter((id) => /RegionRecordsUsers/.test(id))).toHaveLength(1);
    expect(rules('us-east-1').filter((id) => /RegionRecordsUsers/.test(id))).toEqual([]);
  });
});

it('the props are the parameters of the account template under the same names', () => {
  const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
    NotificationTopicArn: 'notificationTopic',
    ChatTopicArn: 'chatTopic',
    KmsKeyArn: 'encryptionKey',
    PermissionsBoundaryName: 'permissionsBoundary',
  };
  const parameters = ACCOUNT_GROUPS.flatMap((group) => Object.keys(group.parameters));
  const props = parameters.map(
    (name) => NAMED_OTHERWISE[name] ?? `${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  );
  expect(Object.keys(PROP_PARSERS).toSorted()).toEqual(props.toSorted());
  expect(
    Object.values(PROP_PARSERS)
      .map(({ parameter }) => parameter)
      .toSorted(),
  ).toEqual(parameters.toSorted());
});
