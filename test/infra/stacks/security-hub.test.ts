import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../../infra/code/bundles.ts';
import { CUSTOM_ACTION } from '../../../infra/constructs/security-hub-events.ts';
import { MAX_TEMPLATE_BODY_BYTES, toYaml } from '../../../infra/templates/template.ts';
import { NAMES } from '../../../product/names.ts';
import type { FindingsEvent } from '../../../sandbox/security-hub/events.ts';
import { refuseInvalidRequest } from '../../../sandbox/service-model/validate.ts';
import { matchesPattern } from '../../../sandbox/trail/event-pattern.ts';
import { type DeployOptions, deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { addUser, deployed } from '../../support/rule.ts';
import { chooseAction } from '../../support/security-hub.ts';

const stack = (parameters: Record<string, string> = {}, options: DeployOptions = {}) =>
  deploy(templateOf('OneActiveKeySecurityHub'), { ...options, parameters });
const ACTION = { CustomAction: 'true' };

/**
 * Whether a rule of the stack matches an event; a list in an event matches if one of its elements does
 * (EventBridge User Guide).
 */
function matches(id: string, event: FindingsEvent): boolean {
  const pattern = stack(ACTION).resources[id]?.properties['EventPattern'] as {
    readonly detail?: { readonly findings: object };
    readonly resources?: readonly string[];
  };
  const { detail, resources, ...rest } = pattern;
  const isOfFinding = !detail || event.detail.findings.some((each) => matchesPattern(detail.findings, each));
  const isOfResource = !resources || event.resources.some((each) => resources.includes(each));
  return matchesPattern(rest, event) && isOfFinding && isOfResource;
}

/** An event of a new finding of our rule, or of the rule of that name. */
async function anEvent(configRuleName: string = NAMES.configRule) {
  const { account, deployment } = deployed({ withoutRule: true });
  account.configRules.put({ configRuleName, sourceIdentifier: deployment.ruleFunctionArn });
  addUser(account, 'alice', 2);
  await account.configRules.evaluate(configRuleName);
  account.securityHub.receiveEvaluations();
  const [event] = account.securityHub.takeEvents();
  return { account, event: event as FindingsEvent };
}

function changed(event: FindingsEvent, change: object): FindingsEvent {
  return { ...event, detail: { findings: event.detail.findings.map((each) => ({ ...each, ...change })) } };
}

describe('the rule for findings', () => {
  it.each([
    NAMES.configRule,
    `${NAMES.configRule}-conformance-pack-abcdefghi`,
    `OrgConfigRule-${NAMES.configRule}-abcdefgh`,
  ])('matches a finding of %s', async (name) => {
    const { event } = await anEvent(name);
    expect(matches('Findings', event)).toBe(true);
    expect(matches('CustomActionChosen', event)).toBe(false);
  });

  it.each([
    ['of another rule', { Title: 'iam-user-mfa-enabled' }],
    ['of another product', { ProductArn: 'arn:aws:securityhub:us-east-1::product/aws/securityhub' }],
    ['of another account, as an administrator account hears of it', { AwsAccountId: '444455556666' }],
    ['of another Region, as an aggregation Region hears of it', { Region: 'eu-west-1' }],
  ])('does not match one %s', async (_, change) => {
    expect(matches('Findings', changed((await anEvent()).event, change))).toBe(false);
  });

  it('does not match an event that another account forwards', async () => {
    const { event } = await anEvent();
    expect(matches('Findings', { ...event, account: '444455556666' })).toBe(false);
  });

  it('does not match another event of Security Hub', async () => {
    const { account } = await anEvent();
    const [event] = chooseAction(account, 'alice');
    expect(matches('Findings', event as FindingsEvent)).toBe(false);
  });
});

describe('the custom action', () => {
  it('does not exist by default, and then no role may start a runbook', () => {
    expect(stack().ofType('AWS::IAM::Policy')).toEqual([]);
    expect(JSON.stringify(stack().resources)).not.toContain('ssm:StartAutomationExecution');
    expect(stack().ofType('AWS::Events::Rule')).toHaveLength(2);
    expect(stack().outputs).toEqual({ CreateCustomAction: 'none' });
  });

  it('has an id of at most 20 letters and digits, and a name of at most 20 characters', () => {
    expect(CUSTOM_ACTION.id).toMatch(/^[A-Za-z0-9]{1,20}$/);
    expect(CUSTOM_ACTION.name.length).toBeLessThanOrEqual(20);
  });

  it('is created by the command of the output, which the service accepts', () => {
    const { id, name, description } = CUSTOM_ACTION;
    expect(stack(ACTION, { region: 'eu-central-1' }).outputs).toEqual({
      CreateCustomAction: `aws securityhub create-action-target --region eu-central-1 --id ${id} --name "${name}" --description "${description}"`,
    });
    const request = { Id: id, Name: name, Description: description };
    expect(() => refuseInvalidRequest('securityhub', 'CreateActionTarget', request)).not.toThrow();
  });

  it('is what its rule hears of, and no other action', async () => {
    const { account } = await anEvent();
    const [event] = chooseAction(account, 'alice') as [FindingsEvent];
    expect(matches('CustomActionChosen', event)).toBe(true);
    const others = event.resources.map((arn) => `${arn}s`);
    expect(matches('CustomActionChosen', { ...event, resources: others })).toBe(false);
    expect(matches('CustomActionChosen', { ...event, account: '444455556666' })).toBe(false);
  });
});

describe('the stack', () => {
  it('needs no bucket: the template is within the size of a request', () => {
    const bytes = Buffer.byteLength(toYaml(templateOf('OneActiveKeySecurityHub')));
    expect(bytes).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
  });

  it('invokes the function once a day for a refresh', () => {
    expect(stack().resources['Refresh']?.properties).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Input: '{"operation":"Refresh"}' }],
    });
  });

  it('starts no runbook more than an hour after somebody chose the custom action', () => {
    const { properties } = onlyResource(stack(ACTION), 'AWS::Lambda::EventInvokeConfig');
    expect(properties).toMatchObject({ MaximumEventAgeInSeconds: 1_800 });
    expect(stack(ACTION).resources['CustomActionChosen']?.properties['Targets']).toMatchObject([
      { RetryPolicy: { MaximumEventAgeInSeconds: 1_800 } },
    ]);
  });

  it.each([
    [{}, ['Findings', 'Refresh']],
    [ACTION, ['Findings', 'Refresh', 'CustomActionChosen']],
  ])('with %j only its own rules may invoke the function', (parameters, rules) => {
    const permissions = stack(parameters).ofType('AWS::Lambda::Permission');
    expect(permissions.map(({ properties }) => properties)).toEqual(
      rules.map((rule) => ({
        FunctionName: NAMES.securityHubFunction,
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: `arn:aws:events:us-east-1:111122223333:rule/${rule}`,
      })),
    );
  });

  it.each([
    ['aws', 'eu-central-1'],
    ['aws-us-gov', 'us-gov-west-1'],
    ['aws-cn', 'cn-north-1'],
  ])(
    'in %s tells the function where the rule function and the role of the runbooks are',
    (partition, region) => {
      const { properties } = onlyResource(
        stack({ RolePath: '/team/' }, { partition, region }),
        'AWS::Lambda::Function',
      );
      expect(properties).toMatchObject({
        FunctionName: NAMES.securityHubFunction,
        Code: { ZipFile: bundleOf(NAMES.securityHubFunction) },
        Environment: {
          Variables: {
            RULE_FUNCTION_ARN: `arn:${partition}:lambda:${region}:111122223333:function:one-active-key-rule`,
            AUTOMATION_ROLE_ARN: `arn:${partition}:iam::111122223333:role/team/one-active-key-automation`,
          },
        },
      });
    },
  );

  it.each([
    [{}, undefined],
    [
      { NotificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security' },
      ['arn:aws:sns:us-east-1:111122223333:security'],
    ],
  ])('with %j its alarm notifies %j', (parameters, actions) => {
    const { properties } = onlyResource(stack(parameters), 'AWS::CloudWatch::Alarm');
    expect(properties['AlarmActions']).toEqual(actions);
    expect(properties['AlarmName']).toBe('one-active-key-security-hub-errors');
  });
});
