import { expect, it } from 'vitest';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';

it('the resources of the account with their dependencies, and the outputs of the stack', async () => {
  const template = templateOf('OneActiveKey');
  const { resources, outputs } = deploy(template, {
    parameters: {
      NotificationTopicArn: TOPIC,
      ChatTopicArn: `${TOPIC}-chat`,
      MessageDelivery: 'Daily',
      Remediation: 'Automatic',
      Deletion: 'Daily',
      KmsKeyArn: KEY,
      ReviewerAccountId: '222222222222',
    },
  });
  const declared = template['Resources'] as Record<string, { readonly Condition?: string }>;
  const lines = Object.entries(resources).map(([id, { type, after }]) =>
    [
      id,
      type,
      ...[declared[id]?.Condition ?? []].flat().map((condition) => `if ${condition}`),
      ...(after.length > 0 ? [`after ${after.toSorted().join(', ')}`] : []),
    ].join(' · '),
  );
  expect(lines).toHaveLength(Object.keys(declared).length);
  const digest = [...lines, '', ...Object.keys(outputs).map((name) => `output ${name}`), ''].join('\n');
  await expect(digest).toMatchFileSnapshot('account-digest.snapshot.txt');
});
