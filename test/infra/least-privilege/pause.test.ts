import { describe, expect, it } from 'vitest';
import { PAUSE_PERMISSIONS } from '../../../infra/permissions/operators.ts';
import { NAMES } from '../../../product/names.ts';
import { authorizationsOf } from '../../support/authorizations.ts';
import { runIn } from '../../support/cli.ts';
import { directoryOf } from '../../support/directory.ts';
import { readPage } from '../../support/pages.ts';
import { served } from '../../support/served-account.ts';
import { type AuthorizationRequest, decideBy, policy, type Statement } from '../../support/simulator.ts';

/** The permissions as statements for the account and the Region of the tests. */
const STATEMENTS: readonly Statement[] = PAUSE_PERMISSIONS.map(({ action, resource }) => ({
  Effect: 'Allow',
  Action: action,
  Resource: [resource]
    .flat()
    .map((arn) =>
      arn
        .replace('${AWS::Partition}', 'aws')
        .replace('${AWS::Region}', 'us-east-1')
        .replace('${AWS::AccountId}', '111122223333'),
    ),
}));

/** The commands one after another, so that each calls whatever it can. */
const COMMANDS = [
  ['pause'],
  ['pause'],
  ['pause', '--reason', 'an incident'],
  ['pause', '--status'],
  ['resume'],
  ['resume'],
];

async function requestsOfCommands(): Promise<readonly AuthorizationRequest[]> {
  const { account, environment } = await served();
  const before = account.calls.length;
  for (const command of COMMANDS)
    expect(await runIn({ ...environment, AWS_REGION: 'us-east-1' }, command)).toMatchObject({
      code: 0,
      err: '',
    });
  const directory = directoryOf(account);
  return account.calls.slice(before).flatMap((call) => authorizationsOf(call, directory));
}

const nameOf = ({ action, resource }: AuthorizationRequest) => `${action} on ${resource}`;

describe('what pause and resume need', () => {
  it('is allowed, and each permission is needed', async () => {
    const requests = await requestsOfCommands();
    for (const each of requests)
      expect([each, await decideBy([policy(...STATEMENTS)], each)]).toEqual([each, 'Allowed']);
    const needed = new Set(requests.map(nameOf));
    expect(needed.size).toBe(PAUSE_PERMISSIONS.length);
    for (const left of STATEMENTS) {
      const rest = policy(...STATEMENTS.filter((statement) => statement !== left));
      const decisions = await Promise.all(requests.map((each) => decideBy([rest], each)));
      expect([left, decisions]).toEqual([left, expect.arrayContaining(['ImplicitlyDenied'])]);
    }
  });

  it.each([
    ['the name of the ledger', 'ssm:PutParameter', NAMES.ledgerParameter],
    ['the name of the ledger', 'ssm:DeleteParameter', NAMES.ledgerParameter],
    ['another parameter', 'ssm:GetParameterHistory', '/one-active-key/pause/secret'],
    ['a parameter by its name', 'ssm:GetParameter', NAMES.ledgerParameter],
    ['a path below ours', 'ssm:GetParametersByPath', '/one-active-key/pause'],
    ['another path', 'ssm:GetParametersByPath', '/one-active-key-other'],
    ['another parameter', 'ssm:PutParameter', '/one-active-key/paused'],
  ])('%s, %s: is not allowed', async (_, action, name) => {
    const resource = `arn:aws:ssm:us-east-1:111122223333:parameter${name}`;
    expect(await decideBy([policy(...STATEMENTS)], { action, resource })).toBe('ImplicitlyDenied');
  });
});

describe('“Stop everything automatic” in docs/operate.md', () => {
  const page = readPage('docs/operate.md');
  const [, section = ''] = page.split('\n## Stop everything automatic\n');
  const [text = ''] = section.split('\n## ');

  it('has these permissions and no others', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    const pairsOf = (statements: readonly Statement[]) =>
      statements
        .flatMap(({ Action, Resource }) =>
          [Action].flat().map((action) => `${action} on ${[Resource].flat().join()}`),
        )
        .toSorted();
    expect(pairsOf(JSON.parse(json) as Statement[])).toEqual(pairsOf(STATEMENTS));
  });

  it.each(['put-parameter', 'get-parameter-history', 'delete-parameter'])(
    'has aws ssm %s for the parameter',
    (command) => {
      expect(page).toContain(`aws ssm ${command} --region us-east-1 --name ${NAMES.pauseParameter}`);
    },
  );

  it('says how the AWS CLI names the two states', () => {
    for (const error of ['ParameterAlreadyExists', 'ParameterNotFound'])
      expect(text).toContain(`\`${error}\``);
  });
});
