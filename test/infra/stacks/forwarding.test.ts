import { describe, expect, it } from 'vitest';
import { deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

const forwarding = (region: string, HomeRegion: string, partition = 'aws') =>
  deploy(templateOf('OneActiveKeyForwarding'), { region, partition, parameters: { HomeRegion } });

describe('forwarding', () => {
  it.each([
    ['aws', 'us-east-1', 'eu-central-1'],
    ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'],
    ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ])('in %s goes from %s to %s', (partition, region, home) => {
    const { resources, outputs } = forwarding(region, home, partition);
    const bus = `arn:${partition}:events:${home}:111122223333:event-bus/default`;
    const role = `arn:${partition}:iam::111122223333:role/one-active-key-forwarding`;
    expect(resources['Changes']?.properties['Targets']).toEqual([
      { Id: 'home-region', Arn: bus, RoleArn: role },
    ]);
    expect(resources['Role']?.properties['Policies']).toEqual([
      {
        PolicyName: 'one-active-key-forwarding',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: ['events:PutEvents'], Resource: bus }],
        },
      },
    ]);
    expect(outputs['IsForwarding']).toBe('true');
  });

  it.each([
    ['from the home Region to itself', 'us-east-1', 'us-east-1'],
    ['from a Region without IAM’s events', 'eu-central-1', 'us-east-1'],
  ])('does not happen %s', (_, region, home) => {
    const { resources, outputs } = forwarding(region, home);
    expect(Object.keys(resources)).toEqual(['Role']);
    expect(outputs['IsForwarding']).toBe('false');
  });

  it('forwards the events that start a re-evaluation in the stack', () => {
    const pattern = deploy(templateOf('OneActiveKey')).resources['ReevaluationChanges']?.properties[
      'EventPattern'
    ];
    expect(forwarding('us-east-1', 'eu-central-1').resources['Changes']?.properties['EventPattern']).toEqual(
      pattern,
    );
  });
});
