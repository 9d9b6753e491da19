import { describe, expect, it } from 'vitest';
import { PASSED_PARAMETERS } from '../../../infra/stacks/member-parameters.ts';
import { MAX_TEMPLATE_BODY_BYTES } from '../../../infra/templates/template.ts';
import { accepts, parametersOf } from '../../support/cloudformation/accepts.ts';
import { type DeployedStack, deploy } from '../../support/cloudformation/deploy.ts';
import { stacksDeleted, type Targets } from '../../support/cloudformation/stack-set-update.ts';
import { templateOf } from '../../support/cloudformation/templates.ts';
import { EXTREMES } from '../../support/extreme-parameters.ts';
import {
  deployOrganization,
  passedBy,
  ROLLOUTS,
  stackSetOf,
  TEMPLATE_URL,
  type Values,
} from '../../support/organization.ts';

const ACCOUNTS = 'one-active-key';
const FORWARDING = 'one-active-key-forwarding';
const IRELAND = { region: 'eu-west-1' };

const ALL = [ACCOUNTS, FORWARDING].flatMap((name) =>
  Object.entries(ROLLOUTS).map(([rollout, values]) => ({ name, rollout, values })),
);

describe('each StackSet of each rollout', () => {
  it.each(ALL)('$name, $rollout: is service-managed, with the capability that named roles need', (row) => {
    const stackSet = stackSetOf(deployOrganization(row.values, IRELAND), row.name);
    expect(stackSet).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
      CallAs: 'SELF',
      ManagedExecution: { Active: true },
      OperationPreferences: {
        ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        FailureTolerancePercentage: '50',
        MaxConcurrentPercentage: '25',
      },
    });
  });

  const BOTH = ['222222222222', '333333333333'];
  const TWO = ['ou-ab12-12345678', 'ou-ab12-87654321'];
  const targets = {
    pack: { OrganizationalUnitIds: ['r-ab12'] },
    root: { OrganizationalUnitIds: ['r-ab12'] },
    units: { OrganizationalUnitIds: TWO },
    pilot: { OrganizationalUnitIds: ['r-ab12'], AccountFilterType: 'INTERSECTION', Accounts: BOTH },
    some: { OrganizationalUnitIds: TWO, AccountFilterType: 'INTERSECTION', Accounts: BOTH },
    others: { OrganizationalUnitIds: ['r-ab12'], AccountFilterType: 'DIFFERENCE', Accounts: BOTH },
  } as const;

  it.each(ALL)('$name, $rollout: has these targets, in one Region', ({ name, rollout, values }) => {
    const stackSet = stackSetOf(deployOrganization(values, IRELAND), name);
    const Regions = [name === ACCOUNTS ? 'eu-west-1' : 'us-east-1'];
    const DeploymentTargets = targets[rollout as keyof typeof targets];
    expect(stackSet?.['StackInstancesGroup']).toEqual([{ DeploymentTargets, Regions }]);
  });

  it.each(ALL)(
    '$name, $rollout: deploys automatically only without a filter',
    ({ name, rollout, values }) => {
      const stack = deployOrganization(values, IRELAND);
      const isFiltered = ['pilot', 'some', 'others'].includes(rollout);
      expect(stackSetOf(stack, name)?.['AutoDeployment']).toEqual(
        isFiltered ? { Enabled: false } : { Enabled: true, RetainStacksOnAccountRemoval: false },
      );
      expect(stack.outputs['AutomaticDeployment']).toBe(String(!isFiltered));
    },
  );

  it.each([ACCOUNTS, FORWARDING])(
    '%s takes tolerance, concurrency and the caller from parameters',
    (name) => {
      const values = { FailureTolerancePercentage: '0', MaxConcurrentPercentage: '100' };
      const caller = { CallAs: 'DELEGATED_ADMIN', ManagementAccountId: '123456789012' };
      const stackSet = stackSetOf(
        deployOrganization({ ...ROLLOUTS.units, ...values, ...caller }, IRELAND),
        name,
      );
      expect(stackSet).toMatchObject({ CallAs: 'DELEGATED_ADMIN', OperationPreferences: values });
    },
  );
});

describe('the StackSet of the account template', () => {
  it('takes the template from its URL', () => {
    const stackSet = stackSetOf(deployOrganization(ROLLOUTS.pack), ACCOUNTS);
    expect(stackSet).toMatchObject({ TemplateURL: TEMPLATE_URL });
    expect(stackSet).not.toHaveProperty('TemplateBody');
  });

  it.each(Object.entries(ROLLOUTS))('brings the rule unless a pack does: %s', (rollout, values) => {
    const passed = passedBy(stackSetOf(deployOrganization(values), ACCOUNTS));
    expect(passed['ConfigRule']).toBe(rollout === 'pack' ? 'None' : 'Create');
  });

  const account = Object.keys(parametersOf('OneActiveKey'));

  it('passes every parameter of the account template, and the table of one account as empty', () => {
    const passed = passedBy(stackSetOf(deployOrganization(ROLLOUTS.pack), ACCOUNTS));
    expect(Object.keys(passed).toSorted()).toEqual(account.toSorted());
    expect(passed['ExistingLedgerTable']).toBe('');
    expect(Object.keys(parametersOf('OneActiveKeyOrganization'))).not.toContain('ExistingLedgerTable');
  });

  it('lets members have an alarm only if somebody hears it', () => {
    const passed = passedBy(stackSetOf(deployOrganization(ROLLOUTS.pack), ACCOUNTS));
    expect(passed['Alarms']).toBe('WithTopic');
    expect(Object.keys(parametersOf('OneActiveKeyOrganization'))).not.toContain('Alarms');
  });

  it('passes the value that each parameter got, and only values that the account template accepts', () => {
    const { OneActiveKeyOrganization: extremes = {} } = EXTREMES;
    const given = Object.fromEntries(PASSED_PARAMETERS.map((name) => [name, String(extremes[name])]));
    const passed = passedBy(stackSetOf(deployOrganization({ ...ROLLOUTS.units, ...given }), ACCOUNTS));
    expect(passed).toMatchObject(given);
    expect(Object.entries(passed).filter(([name, value]) => !accepts('OneActiveKey', name, value))).toEqual(
      [],
    );
  });

  it.each(Object.entries(ROLLOUTS))('the account template accepts the defaults together: %s', (_, values) => {
    const parameters = passedBy(stackSetOf(deployOrganization(values), ACCOUNTS));
    const rules = deploy(templateOf('OneActiveKey'), { parameters }).ofType('AWS::Config::ConfigRule');
    expect(rules).toHaveLength(parameters['ConfigRule'] === 'Create' ? 1 : 0);
  });
});

describe('the StackSet of the forwarding template', () => {
  const PLACES: [string, string, string | undefined][] = [
    ['aws', 'eu-west-1', 'us-east-1'],
    ['aws', 'us-east-1', undefined],
    ['aws-us-gov', 'us-gov-east-1', 'us-gov-west-1'],
    ['aws-us-gov', 'us-gov-west-1', undefined],
    ['aws-cn', 'cn-northwest-1', 'cn-north-1'],
    ['aws-cn', 'cn-north-1', undefined],
  ];
  it.each(PLACES)('in %s, for the home Region %s, is in %s', (partition, region, eventRegion) => {
    const stack = deployOrganization(ROLLOUTS.pack, { partition, region });
    const stackSet = stackSetOf(stack, FORWARDING);
    expect(stackSet?.['StackInstancesGroup']).toEqual(
      eventRegion && [{ DeploymentTargets: { OrganizationalUnitIds: ['r-ab12'] }, Regions: [eventRegion] }],
    );
    expect('ForwardingStatus' in stack.outputs).toBe(eventRegion !== undefined);
  });

  it.each([{ NearRealTime: 'false' }, { EventForwarding: 'None' }])('does not exist with %o', (values) => {
    const stack = deployOrganization({ ...ROLLOUTS.units, ...values }, IRELAND);
    expect(stackSetOf(stack, FORWARDING)).toBeUndefined();
    expect(stack.outputs).not.toHaveProperty('ForwardingStatus');
  });

  const values = { PermissionsBoundaryName: 'bounds/developer', RolePath: '/security/' };
  const forwarding = deployOrganization({ ...ROLLOUTS.units, ...values }, IRELAND);
  const stackSet = stackSetOf(forwarding, FORWARDING);

  it('contains the forwarding template, which forwards to the home Region', () => {
    const body = String(stackSet?.['TemplateBody']);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_TEMPLATE_BODY_BYTES);
    const template = JSON.parse(body);
    expect(template).toEqual(templateOf('OneActiveKeyForwarding'));
    const deployed = deploy(template, { parameters: passedBy(stackSet), region: 'us-east-1' });
    expect(JSON.stringify(deployed.resources['Changes']?.properties['Targets'])).toContain(
      ':events:eu-west-1:',
    );
  });

  it('passes the boundary and the path of the roles', () => {
    expect(passedBy(stackSet)).toEqual({ HomeRegion: 'eu-west-1', ...values });
  });

  it('is deployed after the account template and removed before it: a bus without a rule drops what is forwarded', () => {
    expect(forwarding.resources['ForwardingStackSet']?.after).toContain('AccountStackSet');
  });
});

describe('the outputs', () => {
  const DELEGATED = { CallAs: 'DELEGATED_ADMIN', ManagementAccountId: '123456789012' };
  it.each([
    ['the management account', {}, ''],
    ['a delegated administrator', DELEGATED, ' --call-as DELEGATED_ADMIN'],
  ])('are commands that %s can run as they are', (_, caller: Values, option) => {
    const { outputs } = deployOrganization({ ...ROLLOUTS.pack, ...caller }, IRELAND);
    const list = 'aws cloudformation list-stack-instances --region eu-west-1 --stack-set-name';
    expect(outputs['MemberStatus']).toBe(`${list} ${ACCOUNTS}${option}`);
    expect(outputs['ForwardingStatus']).toBe(`${list} ${FORWARDING}${option}`);
    expect(outputs['PackStatus']).toBe(
      'aws configservice get-organization-conformance-pack-detailed-status --region eu-west-1 ' +
        '--organization-conformance-pack-name one-active-key',
    );
  });

  it('have no status of a pack where there is none', () => {
    expect(deployOrganization(ROLLOUTS.units).outputs).not.toHaveProperty('PackStatus');
  });
});

describe('an organization that changes its rollout, and keeps the values that it does not give again', () => {
  const steps: [string, Values][] = [
    ['pilot', ROLLOUTS.pilot],
    ['everybody', { AccountFilterType: 'NONE', Accounts: '' }],
    ['pack', { Rollout: 'ConformancePack' }],
    ['pack without an account', { ExcludedAccounts: '222222222222' }],
    ['everybody again', { Rollout: 'StackSet', ExcludedAccounts: '' }],
    ['all but two', { AccountFilterType: 'DIFFERENCE', Accounts: '222222222222,333333333333' }],
  ];
  const stacks = steps.map(([_step], index) =>
    deployOrganization(Object.assign({}, ...steps.slice(0, index + 1).map(([, values]) => values)) as Values),
  );
  const targets = stacks.map(targetsOf);

  it('has one rule in each account at each step, by the StackSet or by the pack', () => {
    const summaries = stacks.map((stack, index) => [
      steps[index]?.[0],
      passedBy(stackSetOf(stack, ACCOUNTS))['ConfigRule'],
      stack.ofType('AWS::Config::OrganizationConformancePack').length,
      stack.outputs['AutomaticDeployment'],
    ]);
    expect(summaries).toEqual([
      ['pilot', 'Create', 0, 'false'],
      ['everybody', 'Create', 0, 'true'],
      ['pack', 'None', 1, 'true'],
      ['pack without an account', 'None', 1, 'true'],
      ['everybody again', 'Create', 0, 'true'],
      ['all but two', 'Create', 0, 'false'],
    ]);
  });

  it('loses no stack on the way from a pilot to everybody and to a pack, and then only what the filter names', () => {
    const deleted = targets
      .slice(1)
      .map((after, index) => stacksDeleted(targets[index] ?? after, after, ACCOUNTS_BY_UNIT));
    expect(deleted).toEqual([[], [], [], [], ['222222222222', '333333333333']]);
  });

  const ONE = { Rollout: 'StackSet', OrganizationalUnitIds: 'ou-ab12-12345678' };
  it.each([
    ['one unit to two', ONE, ROLLOUTS.units, []],
    ['two units to one', ROLLOUTS.units, ONE, ['444444444444']],
    ['some accounts of the units to all of them', ROLLOUTS.some, ROLLOUTS.units, []],
    ['all but some to everybody', ROLLOUTS.others, ROLLOUTS.root, []],
    ['a pilot to the pack at once', ROLLOUTS.pilot, ROLLOUTS.pack, []],
    ['a pilot of the root to a unit', ROLLOUTS.pilot, ONE, ['222222222222', '333333333333']],
    ['a unit to the root, which contains it', ONE, ROLLOUTS.root, ['222222222222', '333333333333']],
    ['the root to a unit', ROLLOUTS.root, ONE, ['222222222222', '333333333333', '444444444444']],
  ])('from %s, these accounts lose their stacks first', (_, before, after, accounts) => {
    const [first, second] = [before, after].map((values) => targetsOf(deployOrganization(values)));
    expect(first && second && stacksDeleted(first, second, ACCOUNTS_BY_UNIT)).toEqual(accounts);
  });

  it.each([
    [
      'units',
      'the root',
      { RootId: 'r-ab12' },
      /empty it with .*OrganizationalUnitIds=\. A change .* deletes/,
    ],
    ['pilot', 'everybody', { AccountFilterType: 'NONE' }, /empty it with Accounts=\./],
    ['pilot', 'a pack', { Rollout: 'ConformancePack' }, /Give AccountFilterType=NONE and Accounts=,/],
    ['units', 'a pack', { Rollout: 'ConformancePack' }, /Give RootId and OrganizationalUnitIds=,/],
    [
      'pack',
      'a StackSet',
      { Rollout: 'StackSet', ExcludedAccounts: '222222222222' },
      /empty it with ExcludedAccounts=/,
    ],
  ] as const)(
    'from %s to %s: a kept value that contradicts is refused, with what to do',
    (from, _, change, sentence) => {
      expect(() => deployOrganization({ ...ROLLOUTS[from], ...change })).toThrow(sentence);
    },
  );
});

/** Three accounts: two in the first unit, one in the second. */
const ACCOUNTS_BY_UNIT = {
  'r-ab12': ['222222222222', '333333333333', '444444444444'],
  'ou-ab12-12345678': ['222222222222', '333333333333'],
  'ou-ab12-87654321': ['444444444444'],
};

/** The targets of the StackSet of the account template. */
function targetsOf(stack: DeployedStack): Targets {
  const groups = stackSetOf(stack, ACCOUNTS)?.['StackInstancesGroup'] as
    | { readonly DeploymentTargets: Targets }[]
    | undefined;
  const [group] = groups ?? [];
  if (group) return group.DeploymentTargets;
  throw new Error('Expected the StackSet to have targets');
}
