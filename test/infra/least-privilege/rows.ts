import { NAMES } from '../../../product/names.ts';
import type { AuthorizationRequest } from '../../support/simulator.ts';
import { foreign, invoke, own, request } from './requests.ts';

/** Rows of a title, the request that IAM must deny, and the nearest request that IAM must allow. */
export type Rows = readonly (readonly [string, AuthorizationRequest, AuthorizationRequest])[];

const FUNCTIONS = [
  NAMES.ruleFunction,
  NAMES.remediationFunction,
  NAMES.reevaluationFunction,
  NAMES.notificationFunction,
] as const;

/** The names of other functions: ours, one outside the product, and one whose name begins with this name. */
function otherNames(name: string): string[] {
  return [...FUNCTIONS.filter((each) => each !== name), 'payroll', `${name}-other`];
}

const startRule = request('config:StartConfigRulesEvaluation', own.configRule);

/** Reads of another account's users. */
export const FOREIGN_READS: Rows = ['iam:ListAccessKeys', 'iam:GetUser', 'iam:GetAccessKeyLastUsed'].map(
  (action) => [
    `${action} of another account’s user`,
    request(action, foreign.user),
    request(action, own.user),
  ],
);

/** Evaluations of rules of another account or Region. */
export const FOREIGN_RULES: Rows = [
  ['starting another account’s rule', { ...startRule, resource: foreign.configRule }, startRule],
  ['starting another Region’s rule', { ...startRule, resource: foreign.configRuleElsewhere }, startRule],
];

/** Invocations of all functions except one. */
export function otherFunctions(name: string): Rows {
  const others = otherNames(name).map(own.function);
  return [
    ...others.map((arn): Rows[number] => [`invoking ${arn}`, invoke(arn), invoke(own.function(name))]),
    ['invoking another account’s function', invoke(foreign.function(name)), invoke(own.function(name))],
    [
      'invoking another Region’s function',
      invoke(foreign.functionElsewhere(name)),
      invoke(own.function(name)),
    ],
    [
      'invoking another version of the function',
      invoke(`${own.function(name)}:1`),
      invoke(own.function(name)),
    ],
  ];
}

/** Writes to the logs of all functions except one, and other actions on the log of this one. */
export function otherLogs(name: string): Rows {
  const logStreams = [
    ...otherNames(name).map(own.logStream),
    foreign.logStream(name),
    foreign.logStreamElsewhere(name),
  ];
  const to = (action: string, arn: string) => request(action, arn);
  const elsewhere = ['logs:CreateLogStream', 'logs:PutLogEvents'].flatMap(
    (action): Rows =>
      logStreams.map((arn) => [`${action} to ${arn}`, to(action, arn), to(action, own.logStream(name))]),
  );
  const otherwise = ['logs:DeleteLogStream', 'logs:GetLogEvents'].map((action): Rows[number] => [
    `${action} of its own log`,
    to(action, own.logStream(name)),
    to('logs:PutLogEvents', own.logStream(name)),
  ]);
  return [...elsewhere, ...otherwise];
}

/** Other actions on a function than its invocation. */
export function changesOf(name: string): Rows {
  const actions = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration', 'lambda:GetFunction'];
  return actions.map((action) => [
    `${action} of ${name}`,
    request(action, own.function(name)),
    invoke(own.function(name)),
  ]);
}

/** Invocations of our functions by a role that may invoke none of them. */
export function noFunctions(nearest: AuthorizationRequest): Rows {
  return FUNCTIONS.map((name) => [`invoking ${name}`, invoke(own.function(name)), nearest]);
}
