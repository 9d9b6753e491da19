import { describe, expect, it } from 'vitest';
import {
  ALL,
  makesSense,
  NAMES,
  type Parameters,
  SENSIBLE,
  SETTINGS,
  TOPIC,
  titleOf,
} from '../../support/capabilities.ts';
import { type DeployedStack, deploy } from '../../support/cloudformation/deploy.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { EXTREMES } from '../../support/extreme-parameters.ts';
import { validate } from '../../support/template-requests.ts';
import { statementsOf } from '../least-privilege/deployed-roles.ts';

const template = templateOf('OneActiveKey');

/** Whether a combination has something to remember. */
function remembers({ Remediation, NearRealTime }: Parameters): boolean {
  return Remediation !== 'None' || NearRealTime === 'true';
}

/** Whether a combination has alarms. */
function hasAlarms({ Alarms, NotificationTopicArn }: Parameters): boolean {
  return Alarms === 'Always' || NotificationTopicArn !== '';
}

/** The resources of each capability, and whether a combination has it. */
const CAPABILITIES: readonly (readonly [(parameters: Parameters) => boolean, readonly string[]])[] = [
  [() => true, ['RuleLogGroup', 'RuleRole', 'RuleFunction', 'RulePermission', 'RuleRetries']],
  [hasAlarms, ['RuleSweeps', 'NotifyRuleErrors', 'NotifyRuleDropped', 'NotifyRuleNotRun']],
  [(parameters) => hasAlarms(parameters) && parameters.Remediation !== 'None', ['NotifyRemediationErrors']],
  [(parameters) => hasAlarms(parameters) && parameters.NearRealTime === 'true', ['NotifyReevaluationErrors']],
  [({ ConfigRule }) => ConfigRule === 'Create', ['ComplianceRule']],
  [
    ({ Remediation }) => Remediation !== 'None',
    [
      'RemediateLogGroup',
      'RemediateRole',
      'RemediateFunction',
      'RemediateAutomationRole',
      'RunbookDeactivate',
      'RunbookReactivate',
      'DailyPassRule',
      'DailyPassPermission',
      'DailyPassRetries',
    ],
  ],
  [remembers, ['LedgerTable', 'LedgerTableName', 'RuleLedgerPolicy']],
  [
    ({ ConfigRule, Remediation }) => ConfigRule === 'Create' && Remediation !== 'None',
    ['ComplianceRemediationConfiguration'],
  ],
  [({ Deletion }) => Deletion !== 'None', ['RunbookDelete', 'DeletePolicy']],
  [({ Deletion }) => Deletion === 'Daily', ['DeleteDailyPolicy']],
  [
    ({ NearRealTime }) => NearRealTime === 'true',
    [
      'ReevaluationScheduleGroup',
      'ReevaluationSchedulerRole',
      'ReevaluationLogGroup',
      'ReevaluationRole',
      'ReevaluationFunction',
      'ReevaluationChanges',
      'ReevaluationPermission',
      'ReevaluationRetries',
    ],
  ],
  [
    ({ NotificationTopicArn }) => NotificationTopicArn !== '',
    [
      'NotifyLogGroup',
      'NotifyRole',
      'NotifyFunction',
      'NotifyTopicPolicy',
      'NotifyNonCompliantUsers',
      'NotifyNonCompliantUsersPermission',
      'NotifyAlarms',
      'NotifyAlarmsPermission',
      'NotifyNotificationErrors',
      'RuleTellPolicy',
    ],
  ],
  [
    ({ NotificationTopicArn, Remediation }) => NotificationTopicArn !== '' && Remediation !== 'None',
    ['NotifyFailedRunbooks', 'NotifyFailedRunbooksPermission', 'DailyPassTellPolicy'],
  ],
  [({ Remediation }) => Remediation === 'Automatic', ['AutomaticPolicy']],
  [
    ({ NotificationTopicArn, NearRealTime }) => NotificationTopicArn !== '' && NearRealTime === 'true',
    ['ReevaluationTellPolicy'],
  ],
];

const deployed = (parameters: Parameters) => deploy(template, { parameters });

/** The actions that the policies of a stack allow. */
function actionsIn(stack: DeployedStack): string[] {
  const policies = [...stack.ofType('AWS::IAM::Role'), ...stack.ofType('AWS::IAM::Policy')];
  return policies.flatMap(({ properties }) => {
    const documents = properties['Policies'] ?? [properties];
    return statementsOf({ type: 'AWS::IAM::Role', properties: { Policies: documents }, after: [] }).flatMap(
      ({ Action }) => Action,
    );
  });
}

/** The names, if they are expected. */
const namesIf = (isExpected: boolean, ...names: readonly string[]) => (isExpected ? names : []);

const WRITES = /^iam:(UpdateAccessKey|DeleteAccessKey|TagUser)$/;

describe.each(SENSIBLE.map((parameters) => [titleOf(parameters), parameters] as const))(
  '%s',
  (_, parameters) => {
    const stack = deployed(parameters);

    it('has the resources of its capabilities, and no others', () => {
      const expected = CAPABILITIES.flatMap(([isOn, ids]) => (isOn(parameters) ? ids : []));
      expect(Object.keys(stack.resources).toSorted()).toEqual(expected.toSorted());
    });

    it('is accepted by AWS: every request that CloudFormation makes is within the service models', () => {
      for (const [id, resource] of Object.entries(stack.resources)) {
        expect(() => validate(resource), id).not.toThrow();
      }
    });

    it('may write to IAM only with remediation, and delete only with deletion', () => {
      const writes = actionsIn(stack).filter((action) => WRITES.test(action));
      const deletes = writes.includes('iam:DeleteAccessKey');
      expect(writes.length > 0).toBe(parameters.Remediation !== 'None');
      expect(deletes).toBe(parameters.Deletion !== 'None');
    });

    it('has outputs of its capabilities only', () => {
      const remediates = parameters.Remediation !== 'None';
      expect(Object.keys(stack.outputs)).toEqual([
        'RuleFunctionArn',
        ...namesIf(parameters.ConfigRule === 'Create', 'ConfigRuleName', 'ComplianceDashboard', 'Evaluate'),
        ...namesIf(remediates, 'AutomationRoleArn', 'RunbookConsole', 'DryRun'),
        ...namesIf(parameters.NotificationTopicArn !== '', 'NotificationLog'),
        'RuleLog',
        ...namesIf(remembers(parameters), 'LedgerTable'),
        ...namesIf(remediates, 'RemediationLog'),
        ...namesIf(parameters.NearRealTime === 'true', 'ReevaluationLog'),
        ...namesIf(parameters.Deletion !== 'None', 'DeletionDryRun'),
      ]);
    });
  },
);

describe('two neighbouring settings', () => {
  const neighbours = SENSIBLE.flatMap((parameters) =>
    NAMES.flatMap((name) => {
      const values: readonly string[] = SETTINGS[name];
      const next = values[values.indexOf(parameters[name]) + 1];
      const other = { ...parameters, [name]: next };
      return next !== undefined && makesSense(other) ? [{ name, parameters, other }] : [];
    }),
  );

  /** The resources that a setting changes although both stacks have them. */
  const CHANGED: Readonly<Record<string, readonly string[]>> = {
    // The input of the daily pass says who remediates.
    Remediation: ['ComplianceRemediationConfiguration', 'DailyPassRule'],
    // The input of the daily pass has the soak.
    Deletion: ['DailyPassRule'],
  };

  /** The resources that a first topic changes: the functions that have people told. */
  const FIRST_TOPIC = ['RuleRetries', 'ReevaluationRetries', 'DailyPassRetries', 'RemediateFunction'];

  /** The resources that another topic changes: those that name it. */
  const OTHER_TOPIC = ['NotifyFunction', 'NotifyTopicPolicy', 'NotifyNotificationErrors'];

  it('are many', () => {
    expect(neighbours.length).toBeGreaterThan(80);
  });

  it.each(
    neighbours.map(
      (each) => [titleOf(each.parameters), `${each.name}=${each.other[each.name]}`, each] as const,
    ),
  )('%s, and %s: all other resources stay the same', (_, __, { name, parameters, other }) => {
    const [before, after] = [deployed(parameters).resources, deployed(other).resources];
    const inBoth = Object.keys(before).filter((id) => id in after);
    const changed = inBoth.filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
    expect(changed.toSorted()).toEqual(
      expectedChanges(name, parameters, other)
        .toSorted()
        .filter((id) => inBoth.includes(id)),
    );
  });

  const tells = ({ NotificationTopicArn, Remediation }: Parameters) =>
    NotificationTopicArn !== '' && Remediation !== 'None';

  const changedByTopic = ({ NotificationTopicArn }: Parameters) =>
    NotificationTopicArn === '' ? FIRST_TOPIC : OTHER_TOPIC;

  function expectedChanges(name: string, before: Parameters, after: Parameters): readonly string[] {
    // The rule function knows the table as soon as there is one, and whether the daily pass tells people of
    // what it sees.
    const isSame = remembers(before) === remembers(after) && tells(before) === tells(after);
    const table = isSame ? [] : ['RuleFunction'];
    if (name === 'Remediation' && before.Remediation === 'None') return table;
    if (name === 'Deletion' && after.Deletion !== 'Daily') return table;
    if (name === 'NotificationTopicArn') return [...table, ...changedByTopic(before)];
    return [...table, ...(CHANGED[name] ?? [])];
  }
});

describe('a combination that makes no sense is refused', () => {
  it.each([
    [
      'Deletion without Remediation',
      { Deletion: 'ByHand', Remediation: 'None' },
      /^Deletion needs Remediation=Manual/,
    ],
    [
      'daily Deletion without Remediation',
      { Deletion: 'Daily', Remediation: 'None' },
      /^Deletion needs Remediation/,
    ],
    [
      'Deletion without near real time',
      { Deletion: 'ByHand', NearRealTime: 'false' },
      /^Deletion needs NearRealTime=true/,
    ],
  ])('%s', (_, parameters, message) => {
    expect(() => deploy(template, { parameters })).toThrow(message);
  });

  it('and no other one', () => {
    const refused = ALL.filter((parameters) => {
      try {
        deployed(parameters);
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toEqual(ALL.filter((parameters) => !makesSense(parameters)));
  });
});

// CloudFormation replaces a resource if a property of this list changes, and refuses that for a resource with
// a fixed name.
const CREATE_ONLY: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': ['RoleName', 'Path'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType'],
  'AWS::SSM::Document': ['Name', 'DocumentType'],
  'AWS::Config::ConfigRule': ['ConfigRuleName'],
  'AWS::Scheduler::ScheduleGroup': ['Name'],
  'AWS::Events::Rule': ['Name'],
};

describe('a parameter that cannot be changed after the first deployment', () => {
  const createOnly = (parameters: Readonly<Record<string, string>>) =>
    new Map(
      Object.entries(deploy(template, { parameters }).resources).flatMap(([id, { type, properties }]) =>
        (CREATE_ONLY[type] ?? []).map((name) => [`${id}.${name}`, String(properties[name])] as const),
      ),
    );
  const everything = {
    Remediation: 'Automatic',
    Deletion: 'Daily',
    NotificationTopicArn: TOPIC,
    ReviewerAccountId: '222222222222',
  };

  it('is RolePath, and no other', () => {
    const before = createOnly(everything);
    const changing = Object.entries(EXTREMES['OneActiveKey'] ?? {}).filter(([name, value]) =>
      Array.from(createOnly({ ...everything, [name]: value })).some(
        ([id, after]) => before.has(id) && before.get(id) !== after,
      ),
    );
    expect(changing.map(([name]) => name)).toEqual(['RolePath']);
  });
});
