import {
  CloudFormationClient,
  CreateStackInstancesCommand,
  type CreateStackInstancesCommandInput,
  CreateStackSetCommand,
  type CreateStackSetCommandInput,
  DescribeStackSetCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toYaml } from '../../infra/templates/template.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { templateOf } from '../support/cloudformation/templates.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { deployOrganization, passedBy, stackSetOf, type Values } from '../support/organization.ts';
import { requestsFor } from '../support/template-requests.ts';

/** moto accepts any signature; a request without one is anonymous. */
const signature = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const HOME = 'eu-west-1';

/** A unit of moto's organization, and the account in it. */
interface Unit {
  readonly unit: string;
  readonly account: string;
}

// moto knows organizations and service-managed StackSets; of StackSets in a template, of filters and of packs
// it knows nothing.
describe.skipIf(!hasMoto())('the StackSets of the organization’s template, created by moto', () => {
  let moto: Moto;
  let cloudFormation: CloudFormationClient;

  beforeEach(async () => {
    moto = await startMoto();
    cloudFormation = new CloudFormationClient({ ...moto.settings, region: HOME });
  });
  afterEach(async () => {
    cloudFormation.destroy();
    await moto.end();
  });

  /** Calls an operation of AWS Organizations. */
  async function call(operation: string, input: object): Promise<Record<string, Record<string, string>>> {
    const response = await fetch(moto.settings.endpoint, {
      method: 'POST',
      headers: {
        Authorization: signature('organizations'),
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': `AWSOrganizationsV20161128.${operation}`,
      },
      body: JSON.stringify(input),
    });
    if (response.status !== 200)
      throw new Error(`Expected ${operation} to succeed; received ${await response.text()}`);
    const text = await response.text();
    return text ? JSON.parse(text) : {};
  }

  /** Creates an organization with two units, each with one account, and returns the id of its root. */
  async function createOrganization(): Promise<{ readonly root: string; readonly units: readonly Unit[] }> {
    await call('CreateOrganization', { FeatureSet: 'ALL' });
    const roots = (await call('ListRoots', {})) as unknown as { Roots: { Id: string }[] };
    const root = roots.Roots[0]?.Id ?? '';
    const units: Unit[] = [];
    for (const Name of ['pilot', 'others']) {
      const unit = (await call('CreateOrganizationalUnit', { ParentId: root, Name }))['OrganizationalUnit']?.[
        'Id'
      ];
      const created = await call('CreateAccount', { Email: `${Name}@example.com`, AccountName: Name });
      const account = created['CreateAccountStatus']?.['AccountId'];
      await call('MoveAccount', { AccountId: account, SourceParentId: root, DestinationParentId: unit });
      units.push({ unit: String(unit), account: String(account) });
    }
    return { root, units };
  }

  /** Puts the account template into a bucket and returns its URL. */
  async function upload(): Promise<string> {
    // moto takes the bucket from the path of a URL only if the host is localhost.
    const bucket = `${moto.settings.endpoint.replace('127.0.0.1', 'localhost')}/bucket`;
    const headers = { Authorization: signature('s3') };
    await fetch(bucket, { method: 'PUT', headers });
    const url = `${bucket}/one-active-key.template.yaml`;
    const body = toYaml(templateOf('OneActiveKey'));
    expect((await fetch(url, { method: 'PUT', headers, body })).status).toBe(200);
    return url;
  }

  /** Creates the StackSets of the template in the order of their dependencies. */
  async function create(values: Values): Promise<void> {
    const stack = deployOrganization(values, { region: HOME });
    const sets = ['AccountStackSet', 'ForwardingStackSet'].flatMap((id) => stack.resources[id] ?? []);
    for (const { operation, input } of sets.flatMap(requestsFor)) {
      await (operation === 'CreateStackSet'
        ? cloudFormation.send(new CreateStackSetCommand(input as CreateStackSetCommandInput))
        : cloudFormation.send(new CreateStackInstancesCommand(input as CreateStackInstancesCommandInput)));
    }
  }

  async function instancesOf(StackSetName: string): Promise<string[]> {
    const { Summaries = [] } = await cloudFormation.send(new ListStackInstancesCommand({ StackSetName }));
    return Summaries.map(({ Account, Region }) => `${Account} ${Region}`).toSorted();
  }

  /** The names of the roles in an account of the organization. */
  async function rolesIn(account: string): Promise<string[]> {
    const iam = new IAMClient(moto.settings);
    iam.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-moto-account-id'] = account;
        return next(args);
      },
      { step: 'build' },
    );
    const { Roles = [] } = await iam.send(new ListRolesCommand({}));
    iam.destroy();
    return Roles.map(({ RoleName = '' }) => RoleName).filter((name) => name.startsWith('one-active-key-'));
  }

  const cases: [string, Values][] = [
    ['StackSet', { Remediation: 'Manual' }],
    ['StackSet', { Remediation: 'None', RolePath: '/security/', Reporting: 'Changes' }],
    ['StackSet', { NearRealTime: 'false' }],
  ];

  it.each(cases)(
    'Rollout=%s with %o: the accounts of one unit, and no other account',
    async (Rollout, values) => {
      const { units } = await createOrganization();
      const [pilot, others] = units;
      const given = {
        Rollout,
        OrganizationalUnitIds: String(pilot?.unit),
        TemplateUrl: await upload(),
        ...values,
      };
      await create(given);
      const expected = deployOrganization(given, { region: HOME });
      const accountId = String(pilot?.account);
      expect(await instancesOf('one-active-key')).toEqual([`${accountId} ${HOME}`]);

      const parameters = passedBy(stackSetOf(expected, 'one-active-key'));
      const member = deploy(templateOf('OneActiveKey'), { parameters, region: HOME, accountId });
      const roles = member.ofType('AWS::IAM::Role').map(({ properties }) => String(properties['RoleName']));
      const forwards = stackSetOf(expected, 'one-active-key-forwarding') !== undefined;
      const all = [...roles, ...(forwards ? ['one-active-key-forwarding'] : [])];
      expect((await rolesIn(accountId)).toSorted()).toEqual(all.toSorted());
      if (forwards)
        expect(await instancesOf('one-active-key-forwarding')).toEqual([`${accountId} us-east-1`]);
      expect(await rolesIn(String(others?.account))).toEqual([]);
    },
  );

  it('Rollout=ConformancePack: every account below the root', async () => {
    const { root, units } = await createOrganization();
    await create({ RootId: root, TemplateUrl: await upload() });
    const accounts = units.map(({ account }) => account);
    const instances = await instancesOf('one-active-key');
    expect(instances).toEqual(expect.arrayContaining(accounts.map((account) => `${account} ${HOME}`)));
    const { StackSet } = await cloudFormation.send(
      new DescribeStackSetCommand({ StackSetName: 'one-active-key' }),
    );
    expect(StackSet?.Parameters).toContainEqual({ ParameterKey: 'ConfigRule', ParameterValue: 'None' });
  });
});
