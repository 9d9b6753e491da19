import type { ConfigServiceClient } from '@aws-sdk/client-config-service';
import type { IAMClient } from '@aws-sdk/client-iam';
import { countCalls } from '../aws/call-counter.ts';
import { CONCURRENT_USERS } from '../aws/pace.ts';
import { IncompleteRunError } from './errors.ts';
import { evaluate } from './evaluation/evaluate.ts';
import { emptyTally, type Run, type Tally } from './evaluation/run.ts';
import { workingTime } from './evaluation/working-time.ts';
import { type Invocation, readInvocation } from './event.ts';
import { parseRuleParameters } from './parameters.ts';

/** What the handler uses; created once per process. */
export interface RuleServices {
  readonly iam: IAMClient;
  readonly config: ConfigServiceClient;
  /** How many users are read at once; `CONCURRENT_USERS` by default. */
  readonly concurrentUsers?: number;
  readonly now: () => Date;
  /** Returns a signal that aborts after this number of milliseconds. */
  readonly deadlineIn: (milliseconds: number) => AbortSignal;
  /** Writes the structured log line of a run. */
  readonly log: (line: RunLine) => void;
}

/** The log line of a run. */
export interface RunLine extends Omit<Tally, 'failures'> {
  readonly configRuleName: string;
  readonly failures: number;
  /** Attempts sent to AWS, retries included. */
  readonly calls: number;
  readonly milliseconds: number;
}

/** The part of Lambda's context that the rule uses. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** Makes the handler that AWS Config invokes: it reports every user that could be evaluated, and then throws if one could not. */
export function createRuleHandler(services: RuleServices) {
  const { iam, config, now, deadlineIn, log } = services;
  const calls = countCalls(iam, config);

  return async (event: unknown, context: LambdaContext): Promise<RunLine> => {
    const invocation = readInvocation(event);
    const deadline = deadlineIn(workingTime(context.getRemainingTimeInMillis()));
    const callsBefore = calls();
    const run = startRun(services, invocation, deadline);
    await evaluate(run, invocation.notification);
    const { failures, ...counts } = run.tally;
    const line: RunLine = {
      configRuleName: run.configRuleName,
      ...counts,
      failures: failures.length,
      calls: calls() - callsBefore,
      milliseconds: now().getTime() - run.now.getTime(),
    };
    log(line);
    if (failures.length > 0) throw new IncompleteRunError(failures, counts.users);
    return line;
  };
}

function startRun(services: RuleServices, invocation: Invocation, deadline: AbortSignal): Run {
  const { iam, config, concurrentUsers = CONCURRENT_USERS } = services;
  const { notification, ruleParameters, resultToken, configRuleName } = invocation;
  const parameters = parseRuleParameters(ruleParameters);
  return {
    iam,
    config,
    ...parameters,
    configRuleName,
    resultToken,
    notifiedAt: notification.notifiedAt,
    now: services.now(),
    deadline,
    concurrentUsers,
    tally: emptyTally(),
  };
}
