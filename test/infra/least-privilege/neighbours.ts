import { NAMES } from '../../../product/names.ts';
import type { DeployedResource } from '../../support/cloudformation/deploy.ts';
import type { AuthorizationRequest } from '../../support/simulator.ts';
import {
  deployedStack,
  FORWARDING_ROLE,
  forwardingStack,
  REVIEWER_ROLE,
  ROLES,
  type RoleKey,
  reviewedStack,
  roleNamed,
} from './deployed-roles.ts';
import { FORBIDDEN_TO_ALL } from './forbidden.ts';
import { REMEDIATION, RULE } from './iam-neighbours.ts';
import { REEVALUATION_LEDGER } from './ledger-neighbours.ts';
import { foreign, invoke, own, passRole, request } from './requests.ts';
import { REVIEWER } from './reviewer-neighbours.ts';
import { changesOf, FOREIGN_RULES, noFunctions, otherFunctions, otherLogs, type Rows } from './rows.ts';

/** A request that IAM must deny to a role, and the nearest request that IAM must allow. */
export interface Neighbour {
  readonly title: string;
  readonly denied: AuthorizationRequest;
  readonly nearest: AuthorizationRequest;
}

const startRule = request('config:StartConfigRulesEvaluation', own.configRule);
const updateKey = request('iam:UpdateAccessKey', own.user);
const createSchedule = request('scheduler:CreateSchedule', own.schedule(NAMES.scheduleGroup));
const schedulerRole = own.role(NAMES.schedulerRole);

const ROWS: Readonly<Record<RoleKey, Rows>> = {
  rule: RULE,
  remediation: REMEDIATION,
  automation: [
    ...otherFunctions(NAMES.remediationFunction),
    ...changesOf(NAMES.remediationFunction),
    ['deactivating a key', updateKey, invoke(own.function(NAMES.remediationFunction))],
    ['listing users', request('iam:ListUsers'), invoke(own.function(NAMES.remediationFunction))],
  ],
  reevaluation: [
    ...FOREIGN_RULES,
    ...REEVALUATION_LEDGER,
    ...otherLogs(NAMES.reevaluationFunction),
    ...noFunctions(startRule),
    [
      'a schedule in the group default',
      request(createSchedule.action, own.schedule('default')),
      createSchedule,
    ],
    [
      'a schedule in a group that is named like ours',
      request(createSchedule.action, own.schedule(`${NAMES.scheduleGroup}-x`)),
      createSchedule,
    ],
    [
      'a schedule in another account',
      request(createSchedule.action, foreign.schedule(NAMES.scheduleGroup)),
      createSchedule,
    ],
    [
      'a schedule in another Region',
      request(createSchedule.action, foreign.scheduleElsewhere(NAMES.scheduleGroup)),
      createSchedule,
    ],
    ...['lambda', 'events', 'ssm', 'ec2'].map((service): Rows[number] => [
      `passing the scheduler’s role to ${service}`,
      passRole(schedulerRole, service),
      passRole(schedulerRole, 'scheduler'),
    ]),
    [
      'passing the scheduler’s role to an unknown service',
      request('iam:PassRole', schedulerRole),
      passRole(schedulerRole, 'scheduler'),
    ],
    ...Object.values(ROLES)
      .filter((name) => name !== NAMES.schedulerRole)
      .map((name): Rows[number] => [
        `passing ${name} to Scheduler`,
        passRole(own.role(name), 'scheduler'),
        passRole(schedulerRole, 'scheduler'),
      ]),
    ['deactivating a key', updateKey, startRule],
    ['listing users', request('iam:ListUsers'), startRule],
    ['reporting evaluations', request('config:PutEvaluations'), startRule],
  ],
  scheduler: [
    ...otherFunctions(NAMES.reevaluationFunction),
    ...changesOf(NAMES.reevaluationFunction),
    ['deactivating a key', updateKey, invoke(own.function(NAMES.reevaluationFunction))],
    ['starting an evaluation', startRule, invoke(own.function(NAMES.reevaluationFunction))],
  ],
};

/** The nearest allowed request of each role for the requests that are forbidden to all roles. */
const NEAREST_ALLOWED: Readonly<Record<RoleKey, AuthorizationRequest>> = {
  rule: request('iam:ListAccessKeys', own.user),
  remediation: updateKey,
  automation: invoke(own.function(NAMES.remediationFunction)),
  reevaluation: createSchedule,
  scheduler: invoke(own.function(NAMES.reevaluationFunction)),
};

const putEvents = request('events:PutEvents', own.bus('default'));

const FORWARDING: Rows = [
  ['sending events to another bus', request('events:PutEvents', own.bus('payroll')), putEvents],
  [
    'sending events to another Region’s bus',
    request('events:PutEvents', own.bus('default', 'us-west-2')),
    putEvents,
  ],
  ['sending events to another account’s bus', request('events:PutEvents', foreign.bus('default')), putEvents],
  ['deleting the bus', request('events:DeleteEventBus', own.bus('default')), putEvents],
];

/** A role and the neighbours of its permissions. */
export interface RoleCase {
  readonly name: string;
  readonly role: DeployedResource;
  readonly neighbours: readonly Neighbour[];
}

/** The cases of all our roles. */
export function roleCases(): readonly RoleCase[] {
  const stack = deployedStack();
  const keys = Object.keys(ROLES) as RoleKey[];
  return [
    ...keys.map((key) => ({
      name: ROLES[key],
      role: roleNamed(stack, ROLES[key]),
      neighbours: neighbours(ROWS[key], NEAREST_ALLOWED[key]),
    })),
    {
      name: REVIEWER_ROLE,
      role: roleNamed(reviewedStack(), REVIEWER_ROLE),
      neighbours: neighbours(REVIEWER, request('iam:ListAccessKeys', own.user)),
    },
    {
      name: FORWARDING_ROLE,
      role: roleNamed(forwardingStack(), FORWARDING_ROLE),
      neighbours: neighbours(FORWARDING, putEvents),
    },
  ];
}

function neighbours(rows: Rows, nearestAllowed: AuthorizationRequest): Neighbour[] {
  return [
    ...rows.map(([title, denied, nearest]) => ({ title, denied, nearest })),
    ...Object.entries(FORBIDDEN_TO_ALL).map(([title, denied]) => ({
      title,
      denied,
      nearest: nearestAllowed,
    })),
  ];
}
