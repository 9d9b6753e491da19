import { describe, expect, it } from 'vitest';
import { TEMPLATE_FILES } from '../../infra/build/build.ts';
import { IAM_EVENT_REGIONS } from '../../infra/iam-changes.ts';
import { accepts } from '../support/cloudformation/accepts.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { brokenLinks } from '../support/pages.ts';
import { controlTower, type ExampleStackSet, landingZoneAccelerator } from './examples.ts';

/**
 * The stack whose template a stack set deploys; throws for a template that `npm run build` does not write.
 */
function stackOf({ template }: ExampleStackSet): string {
  const file = template.split('/').at(-1);
  const found = Object.entries(TEMPLATE_FILES).find(([, written]) => written === file);
  if (found) return found[0];
  throw new Error(`Expected one of ${Object.values(TEMPLATE_FILES).join(', ')}; received ${template}`);
}

const EXAMPLES = [
  ['control-tower', controlTower()],
  ['landing-zone-accelerator', landingZoneAccelerator()],
] as const;

describe.each(EXAMPLES)('examples/%s', (folder, { readme, text, stackSets }) => {
  const [account, forwarding] = stackSets;
  if (!account || !forwarding) throw new Error('Expected two stack sets');

  it('deploys the account template, and after it the forwarding template', () => {
    expect(stackSets.map(stackOf)).toEqual(['OneActiveKey', 'OneActiveKeyForwarding']);
  });

  it.each(stackSets)('$name: the template has every parameter and accepts its value', (stackSet) => {
    const stack = stackOf(stackSet);
    const values = Object.entries(stackSet.parameters);
    expect(values.filter(([name, value]) => !accepts(stack, name, value))).toEqual([]);
    expect(values.length).toBeGreaterThan(0);
  });

  it.each(stackSets)('$name: the rules of the template accept the parameters', (stackSet) => {
    const [region = ''] = stackSet.regions;
    const { resources } = deploy(templateOf(stackOf(stackSet)), { parameters: stackSet.parameters, region });
    expect(Object.keys(resources).length).toBeGreaterThan(1);
  });

  it.each(stackSets)('$name: every role gets the permissions boundary', (stackSet) => {
    const [region = ''] = stackSet.regions;
    const stack = deploy(templateOf(stackOf(stackSet)), { parameters: stackSet.parameters, region });
    const boundaries = stack
      .ofType('AWS::IAM::Role')
      .map(({ properties }) => String(properties['PermissionsBoundary']).split(':policy/')[1]);
    expect(new Set(boundaries)).toEqual(new Set([stackSet.parameters['PermissionsBoundaryName']]));
  });

  it.each(stackSets)('$name: one Region, since the names of the roles are fixed', ({ regions }) => {
    expect(regions).toHaveLength(1);
  });

  it('forwards from the Region of IAM’s events to the Region of the account template', () => {
    expect(IAM_EVENT_REGIONS).toContain(forwarding.regions[0]);
    expect(IAM_EVENT_REGIONS).not.toContain(account.regions[0]);
    expect(forwarding.parameters['HomeRegion']).toBe(account.regions[0]);
    const [region = ''] = forwarding.regions;
    const { parameters } = forwarding;
    const { outputs } = deploy(templateOf('OneActiveKeyForwarding'), { parameters, region });
    expect(outputs).toMatchObject({ IsForwarding: 'true' });
  });

  it('forwards in the accounts that get the account template', () => {
    expect(forwarding.targets).toEqual(account.targets);
  });

  it('names a topic in the Region of the account template', () => {
    expect(account.parameters['NotificationTopicArn']?.split(':')[3]).toBe(account.regions[0]);
  });

  it.each([
    ['with the topic', account.parameters, 6],
    ['without a topic, since nobody would hear them', { ...account.parameters, NotificationTopicArn: '' }, 0],
  ])('has alarms in the accounts only if somebody hears them: %s', (_, parameters, alarms) => {
    const [region = ''] = account.regions;
    const stack = deploy(templateOf('OneActiveKey'), { parameters, region });
    expect(stack.ofType('AWS::CloudWatch::Alarm')).toHaveLength(alarms);
  });

  it('has no id of an account but those of the documentation', () => {
    expect(new Set(text.match(/\d{12}/g))).toEqual(new Set(['111122223333']));
  });

  it('the README has a command for each template, and its links are to files and headings that exist', () => {
    for (const { template } of stackSets) {
      const file = template.split('/').at(-1);
      expect(readme).toContain(`dist/${file}`);
      expect(readme).toContain(template.replace(`${file}`, ''));
    }
    expect(readme).toContain('](../../');
    expect(brokenLinks(`examples/${folder}/README.md`)).toEqual([]);
  });
});

it('both examples deploy the account template with the same parameters', () => {
  expect(controlTower().stackSets[0]?.parameters).toEqual(landingZoneAccelerator().stackSets[0]?.parameters);
});
