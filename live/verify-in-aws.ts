import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { requiredText } from '../aws/required.ts';
import { EXIT, type ExitCode } from '../bin/command-line/exit-codes.ts';
import { askAll } from './ask-all.ts';
import type { LiveClients } from './clients.ts';
import { EMPTY_PATH } from './questions/absent-parameter.ts';
import { remove, removeLeftover } from './removal.ts';
import type { Run } from './run.ts';
import type { Caller, Scene } from './scene.ts';
import { type Answered, toTable } from './table.ts';
import { createTestUser, TEST_USER } from './test-user.ts';

/**
 * Asks for consent, asks AWS the questions, removes the test user and prints the answers; throws what ends a
 * run before its first write.
 */
export async function verifyInAws(run: Run): Promise<ExitCode> {
  const clients = run.clientsOf();
  const caller = await readCaller(clients);
  if (!(await removeLeftover(run, clients.iam))) return EXIT.usage;
  if (!(await run.ask(describeRun(caller)))) return EXIT.usage;
  const answers: Answered[] = [];
  try {
    answers.push(...(await askWithTestUser(run, clients, caller)));
  } catch (error) {
    run.err(`The test user could not be made: ${String(error)}\n`);
  }
  const isRemoved = await remove(run, clients.iam);
  if (answers.length > 0) run.out(toTable(answers, run.width));
  if (run.signal.aborted) return EXIT.interrupted;
  const isAsAssumed = answers.length > 0 && answers.every(({ answer }) => answer.comparison !== 'DIFFERS');
  return isRemoved && isAsAssumed ? EXIT.ok : EXIT.failed;
}

async function readCaller({ sts, ssm }: LiveClients): Promise<Caller> {
  const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const arn = requiredText('GetCallerIdentity.Arn', Arn);
  const [, partition = ''] = arn.split(':');
  const accountId = requiredText('GetCallerIdentity.Account', Account);
  return { partition, accountId, region: await ssm.config.region(), arn };
}

function describeRun({ accountId, region, arn }: Caller): string {
  return (
    `Account ${accountId}, Region ${region}, caller ${arn}.\n` +
    `This program makes the IAM user ${TEST_USER} with two access keys, asks ten questions with it, which takes up to half an hour, ` +
    'and removes it. It writes to no other user. If the stack is deployed, it starts one dry run of a runbook, for this user.\nGo on?'
  );
}

async function askWithTestUser(run: Run, clients: LiveClients, caller: Caller): Promise<readonly Answered[]> {
  const { now, wait, signal } = run;
  const startedAt = new Date(Math.floor(now().getTime() / 1_000) * 1_000);
  const user = await createTestUser(clients.iam, (arn) => policyOf(arn, caller));
  const scene: Scene = {
    now,
    wait: async (milliseconds) => {
      signal.throwIfAborted();
      await wait(milliseconds);
      signal.throwIfAborted();
    },
    caller,
    clients,
    user,
    asUser: run.clientsOf(user.active),
    asUserWithInactiveKey: run.clientsOf(user.deactivated),
    startedAt,
    notes: { isUseShown: false },
  };
  return askAll(scene, { signal, tell: (line) => run.err(`${line}\n`) });
}

/**
 * What the test user may do: read itself, the last use of its own keys, and one path that holds no parameter.
 */
function policyOf(userArn: string, { partition, region, accountId }: Caller): object {
  const path = `arn:${partition}:ssm:${region}:${accountId}:parameter${EMPTY_PATH}`;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['iam:GetUser', 'iam:GetAccessKeyLastUsed'], Resource: userArn },
      { Effect: 'Allow', Action: 'ssm:GetParametersByPath', Resource: path },
    ],
  };
}
