import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runbookVersion, versionOf } from '../../../infra/runbook-files.ts';
import { RUNBOOKS } from '../../../product/runbooks.ts';
import { deploy, onlyResource } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';

interface Declared {
  readonly Properties: object;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

const template = templateOf('OneActiveKey');
const stack = deploy(template);
const propertiesOf = (type: string, deployed = stack) => onlyResource(deployed, type).properties;
const runbookOf = (file: string) =>
  parse(readFileSync(new URL(`../../../remediation/${file}`, import.meta.url), 'utf8'));

describe('the functions', () => {
  it.each([
    ['one-active-key-rule', 900, 'RuleLogGroup'],
    ['one-active-key-remediation', 290, 'RemediateLogGroup'],
    ['one-active-key-reevaluation', 60, 'ReevaluationLogGroup'],
  ])(
    '%s: Node.js 24 on arm64, %d seconds, JSON in a log group of its own with a retention of one year',
    (name, seconds, logGroup) => {
      const functions = stack.ofType('AWS::Lambda::Function').map(({ properties }) => properties);
      expect(functions.find(({ FunctionName }) => FunctionName === name)).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        Timeout: seconds,
        Role: `arn:aws:iam::111122223333:role/${name}`,
        LoggingConfig: { LogFormat: 'JSON', LogGroup: `OneActiveKey-${logGroup}-1A2B3C4D5E6F` },
      });
      expect(stack.resources[logGroup]?.properties).toEqual({ RetentionInDays: '365' });
    },
  );

  it('the remediation times out before the step of Automation does', () => {
    const [step] = runbookOf(RUNBOOKS.deactivate.file).mainSteps;
    const { Timeout } = stack.resources['RemediateFunction']?.properties ?? {};
    expect(Number(Timeout)).toBeGreaterThan(0);
    expect(Number(Timeout)).toBeLessThan(step.timeoutSeconds);
  });

  it('Lambda retries a failed run of the rule twice, within an hour', () => {
    expect(stack.resources['RuleRetries']?.properties).toEqual({
      FunctionName: 'one-active-key-rule',
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: 3_600,
    });
  });
});

describe('the deletion of the stack', () => {
  const declared = Object.entries(template['Resources'] as Record<string, Declared>);

  it('retains the log groups and the table of the ledger, and nothing else', () => {
    const retained = declared.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate');
    expect(retained.map(([id]) => id)).toEqual([
      'LedgerTable',
      'NotifyLogGroup',
      'RuleLogGroup',
      'RemediateLogGroup',
      'ReevaluationLogGroup',
    ]);
    for (const [, { UpdateReplacePolicy }] of retained) expect(UpdateReplacePolicy).toBe('Retain');
  });

  it('retains only resources with generated names, so that the stack can be deployed again', () => {
    const retained = declared.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'RetainExceptOnCreate');
    for (const [id, { Properties }] of retained)
      expect(
        Object.keys(Properties).filter((name) => name.endsWith('Name')),
        id,
      ).toEqual([]);
  });
});

describe('with KmsKeyArn', () => {
  const KmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const encrypted = deploy(template, { parameters: { KmsKeyArn } });

  it('the key encrypts every log group and the environment of every function', () => {
    const keys = [
      ...encrypted.ofType('AWS::Logs::LogGroup').map(({ properties }) => properties['KmsKeyId']),
      ...encrypted.ofType('AWS::Lambda::Function').map(({ properties }) => properties['KmsKeyArn']),
    ];
    expect(keys).toEqual(Array(6).fill(KmsKeyArn));
  });

  it('the roles of the functions, which use the ledger, get a policy for the key', () => {
    const added = Object.keys(encrypted.resources).filter((id) => !(id in stack.resources));
    expect(added).toEqual(['RuleLedgerKeyPolicy', 'RemediateLedgerKeyPolicy', 'ReevaluationLedgerKeyPolicy']);
  });

  it('all other properties are as without the key', () => {
    for (const [id, without] of Object.entries(stack.resources)) {
      const {
        KmsKeyId: _,
        KmsKeyArn: __,
        SSESpecification: ___,
        ...rest
      } = encrypted.resources[id]?.properties ?? {};
      expect([id, rest]).toEqual([id, without.properties]);
    }
  });
});

describe('in China', () => {
  it('there is no alarm on the metric that Lambda does not have there', () => {
    const { resources } = deploy(template, { partition: 'aws-cn', region: 'cn-north-1' });
    expect(Object.keys(stack.resources).filter((id) => !(id in resources))).toEqual(['NotifyRuleDropped']);
  });
});

describe('in other partitions', () => {
  it.each(['aws-us-gov', 'aws-cn'])('%s: no log format is set', (partition) => {
    for (const { properties } of deploy(template, { partition }).ofType('AWS::Lambda::Function'))
      expect(properties['LoggingConfig']).not.toHaveProperty('LogFormat');
  });
});

describe('the Config rule', () => {
  it('may invoke the function only from this account, and is created after this permission', () => {
    expect(stack.resources['RulePermission']?.properties).toEqual({
      FunctionName: 'one-active-key-rule',
      Action: 'lambda:InvokeFunction',
      Principal: 'config.amazonaws.com',
      SourceAccount: '111122223333',
    });
    expect(onlyResource(stack, 'AWS::Config::ConfigRule').after).toContain('RulePermission');
  });

  it('is only periodic, with the frequency of the parameter', () => {
    const hourly = deploy(template, { parameters: { EvaluationFrequency: 'One_Hour' } });
    expect(propertiesOf('AWS::Config::ConfigRule', hourly)).toMatchObject({
      ConfigRuleName: 'iam-user-one-active-access-key',
      Source: {
        Owner: 'CUSTOM_LAMBDA',
        SourceIdentifier: 'arn:aws:lambda:us-east-1:111122223333:function:one-active-key-rule',
        SourceDetails: [
          {
            EventSource: 'aws.config',
            MessageType: 'ScheduledNotification',
            MaximumExecutionFrequency: 'One_Hour',
          },
        ],
      },
    });
  });
});

describe('the remediation', () => {
  const parameters = {
    SelectionStrategy: 'Oldest',
    RotationGraceHours: '24',
    ProtectUsedWithinDays: '0',
    ExemptionMaxDays: '30',
  };
  const chosen = deploy(template, { parameters });

  it('is deleted before the rule, since a rule with a remediation cannot be deleted', () => {
    expect(onlyResource(stack, 'AWS::Config::RemediationConfiguration').after).toContain('ComplianceRule');
  });

  it('has the same parameters as the rule', () => {
    const fixed = (value: string) => ({ StaticValue: { Values: [value] } });
    expect(propertiesOf('AWS::Config::ConfigRule', chosen)['InputParameters']).toEqual({
      selectionStrategy: 'Oldest',
      rotationGraceHours: '24',
      protectUsedWithinDays: '0',
      exemptionMaxDays: '30',
      reporting: 'All',
    });
    expect(propertiesOf('AWS::Config::RemediationConfiguration', chosen)['Parameters']).toEqual({
      AutomationAssumeRole: fixed('arn:aws:iam::111122223333:role/one-active-key-automation'),
      Automatic: fixed('false'),
      IAMUserId: { ResourceValue: { Value: 'RESOURCE_ID' } },
      ...Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, fixed(value)])),
      RunbookVersion: fixed(runbookVersion('deactivate')),
    });
  });

  it('passes every parameter that the runbook requires, and only parameters of the runbook', () => {
    const declared: Record<string, { default?: string }> = runbookOf(RUNBOOKS.deactivate.file).parameters;
    const passed = Object.keys(propertiesOf('AWS::Config::RemediationConfiguration')['Parameters'] as object);
    const needed = Object.keys(declared).filter((name) => declared[name]?.default === undefined);
    expect(Object.keys(declared)).toEqual(expect.arrayContaining(passed));
    expect(passed).toEqual(expect.arrayContaining(needed));
  });

  it('is manual unless the parameter Remediation is Automatic', () => {
    const { Automatic, ...manual } = propertiesOf('AWS::Config::RemediationConfiguration');
    expect(Automatic).toBe(false);
    expect(Object.keys(manual)).not.toContain('MaximumAutomaticAttempts');
    expect(Object.keys(manual)).not.toContain('RetryAttemptSeconds');
    const automatic = deploy(template, { parameters: { Remediation: 'Automatic' } });
    expect(propertiesOf('AWS::Config::RemediationConfiguration', automatic)).toMatchObject({
      Automatic: true,
      MaximumAutomaticAttempts: '5',
      RetryAttemptSeconds: '300',
      Parameters: { Automatic: { StaticValue: { Values: ['true'] } } },
    });
  });

  it('is manual with notices, too: AWS Config would act at once', () => {
    const withNotices = deploy(template, {
      parameters: {
        Remediation: 'Automatic',
        NoticeDays: '3',
        NotificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security',
      },
    });
    const { Automatic, Parameters } = propertiesOf('AWS::Config::RemediationConfiguration', withNotices);
    expect(Automatic).toBe(false);
    expect(Parameters).toMatchObject({ Automatic: { StaticValue: { Values: ['false'] } } });
  });

  it.each([
    [
      { NoticeDays: '3', NotificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security' },
      'NoticeDays needs Remediation=Automatic',
    ],
    [{ NoticeDays: '3', Remediation: 'Automatic' }, 'NoticeDays needs a topic'],
  ])('CloudFormation refuses %j', (parameters, message) => {
    expect(() => deploy(template, { parameters })).toThrow(message);
  });
});

describe('a change of the runbook only', () => {
  it('changes the remediation configuration, so that CloudFormation tells AWS Config', () => {
    const content = readFileSync(
      new URL(`../../../remediation/${RUNBOOKS.deactivate.file}`, import.meta.url),
      'utf8',
    );
    expect(versionOf(content)).toBe(runbookVersion('deactivate'));
    expect(versionOf(`${content} `)).not.toBe(runbookVersion('deactivate'));
    const { Parameters } = propertiesOf('AWS::Config::RemediationConfiguration') as {
      Parameters: Record<string, unknown>;
    };
    expect(Parameters['RunbookVersion']).toEqual({ StaticValue: { Values: [versionOf(content)] } });
  });

  it('becomes a new version of the same document, without a name for the version, which a rollback could not use again', () => {
    for (const { properties } of stack.ofType('AWS::SSM::Document')) {
      expect(properties['UpdateMethod']).toBe('NewVersion');
      expect(properties).not.toHaveProperty('VersionName');
    }
  });
});

describe('the runbooks', () => {
  it.each(Object.values(RUNBOOKS))('$name is the same as in its file', ({ name, file }) => {
    const documents = deploy(template, { parameters: { Deletion: 'ByHand' } })
      .ofType('AWS::SSM::Document')
      .map(({ properties }) => properties);
    expect(documents.find(({ Name }) => Name === name)).toEqual({
      Name: name,
      DocumentType: 'Automation',
      DocumentFormat: 'YAML',
      UpdateMethod: 'NewVersion',
      Content: runbookOf(file),
    });
  });
});

describe('the outputs', () => {
  it('link to the consoles of the partition and contain the commands', () => {
    expect(stack.outputs).toMatchObject({
      ConfigRuleName: 'iam-user-one-active-access-key',
      ComplianceDashboard:
        'https://console.aws.amazon.com/config/home?region=us-east-1#/rules/details?configRuleName=iam-user-one-active-access-key',
      RunbookConsole:
        'https://console.aws.amazon.com/systems-manager/documents/OneActiveKey-DeactivateSurplusAccessKeys/description?region=us-east-1',
      Evaluate:
        'aws configservice start-config-rules-evaluation --region us-east-1 --config-rule-names iam-user-one-active-access-key',
      DryRun:
        'aws ssm start-automation-execution --region us-east-1 --document-name OneActiveKey-DeactivateSurplusAccessKeys --parameters DryRun=true,IAMUserId=USER_ID,AutomationAssumeRole=arn:aws:iam::111122223333:role/one-active-key-automation,SelectionStrategy=LeastRecentlyUsed,RotationGraceHours=24,ProtectUsedWithinDays=7,ExemptionMaxDays=90',
    });
  });

  it('the command of a dry run has the parameters of the stack, so that it decides as the rule does', () => {
    const parameters = { SelectionStrategy: 'Oldest', ProtectUsedWithinDays: '30' };
    expect(deploy(template, { parameters }).outputs['DryRun']).toContain(
      ',SelectionStrategy=Oldest,RotationGraceHours=24,ProtectUsedWithinDays=30,ExemptionMaxDays=90',
    );
  });

  it.each([
    ['aws-cn', 'cn-north-1', 'https://console.amazonaws.cn/'],
    ['aws-us-gov', 'us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
  ])('in %s', (partition, region, console) => {
    const { outputs } = deploy(template, { partition, region });
    expect(outputs['ComplianceDashboard']).toContain(`${console}config/home?region=${region}#`);
    expect(outputs['DryRun']).toContain(`arn:${partition}:iam::`);
  });
});
