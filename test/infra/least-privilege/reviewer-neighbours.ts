import { NAMES } from '../../../product/names.ts';
import { REVIEWER_LEDGER } from './ledger-neighbours.ts';
import { foreign, own, request } from './requests.ts';
import { FOREIGN_READS, noFunctions, type Rows } from './rows.ts';

const listKeys = request('iam:ListAccessKeys', own.user);
const describeRules = request('config:DescribeConfigRules');
const results = request('config:GetComplianceDetailsByConfigRule', own.configRule);
const lookup = request('cloudtrail:LookupEvents');
const listRegions = request('account:ListRegions', own.account);
const describeStack = request('cloudformation:DescribeStacks', own.stack('OneActiveKey'));

const execution = request('ssm:GetAutomationExecution', own.execution);

const readLog = request('logs:FilterLogEvents', own.logGroup(NAMES.ruleFunction));
const alarmHistory = request('cloudwatch:DescribeAlarmHistory', own.alarm);
const listPause = request('ssm:GetParametersByPath', own.path);
const pauseHistory = request('ssm:GetParameterHistory', own.pause);

/** Reads of logs, metrics, alarms and the pause. */
const OPERATION: Rows = [
  ['reading another log', { ...readLog, resource: own.otherLogGroup }, readLog],
  ['reading another account’s log', { ...readLog, resource: foreign.logStream(NAMES.ruleFunction) }, readLog],
  [
    'reading another Region’s log',
    { ...readLog, resource: foreign.logStreamElsewhere(NAMES.ruleFunction) },
    readLog,
  ],
  ['deleting the log', { ...readLog, action: 'logs:DeleteLogGroup' }, readLog],
  [
    'listing the alarms of a metric',
    request('cloudwatch:DescribeAlarmsForMetric'),
    request('cloudwatch:GetMetricStatistics'),
  ],
  ['reading another alarm', { ...alarmHistory, resource: own.otherAlarm }, alarmHistory],
  ['reading another account’s alarm', { ...alarmHistory, resource: foreign.alarm }, alarmHistory],
  ['reading another Region’s alarm', { ...alarmHistory, resource: foreign.alarmElsewhere }, alarmHistory],
  ['deleting an alarm', { ...alarmHistory, action: 'cloudwatch:DeleteAlarms' }, alarmHistory],
  ['writing to the path', { ...listPause, action: 'ssm:PutParameter' }, listPause],
  ['listing another path', { ...listPause, resource: `${own.path}-other` }, listPause],
  ['listing another account’s path', { ...listPause, resource: foreign.path }, listPause],
  ['listing another Region’s path', { ...listPause, resource: foreign.pathElsewhere }, listPause],
  ['pausing', { ...pauseHistory, action: 'ssm:PutParameter' }, pauseHistory],
  ['resuming', { ...pauseHistory, action: 'ssm:DeleteParameter' }, pauseHistory],
  ['the history of another parameter', { ...pauseHistory, resource: own.secretParameter }, pauseHistory],
  ['the history of another account’s pause', { ...pauseHistory, resource: foreign.pause }, pauseHistory],
  [
    'the history of another Region’s pause',
    { ...pauseHistory, resource: foreign.pauseElsewhere },
    pauseHistory,
  ],
];

/** Reads in the services of which reviewers read something. */
const OTHER_READS: Rows = [
  ['reading a policy of a user', request('iam:GetUserPolicy', own.user), listKeys],
  [
    'reading when a service was last used',
    request('iam:GetServiceLastAccessedDetails'),
    request('iam:GetCredentialReport'),
  ],
  [
    'having a report of last accesses made',
    request('iam:GenerateServiceLastAccessedDetails', own.user),
    listKeys,
  ],
  ['reading all resources that AWS Config knows', request('config:ListDiscoveredResources'), describeRules],
  [
    'reading the template of the stack',
    { ...describeStack, action: 'cloudformation:GetTemplate' },
    describeStack,
  ],
  [
    'reading the code of the rule',
    request('lambda:GetFunction', own.function('one-active-key-rule')),
    listKeys,
  ],
  ['reading the trails of the account', request('cloudtrail:DescribeTrails'), lookup],
  ['querying an event data store', request('cloudtrail:StartQuery', own.eventDataStore), lookup],
  ['reading the address of the account', request('account:GetContactInformation', own.account), listRegions],
  ['assuming another role', request('sts:AssumeRole', own.role('admin')), listKeys],
];

/**
 * The neighbours of the permissions of reviewers: read users, results, records and the outputs of the stack.
 */
export const REVIEWER: Rows = [
  ...FOREIGN_READS,
  ...OTHER_READS,
  ...OPERATION,
  ...REVIEWER_LEDGER,
  ...noFunctions(listKeys),
  ['deactivating a key', request('iam:UpdateAccessKey', own.user), listKeys],
  ['starting an evaluation', request('config:StartConfigRulesEvaluation', own.configRule), results],
  ['reporting evaluations', request('config:PutEvaluations'), describeRules],
  [
    'reading the results of another Region’s rule',
    { ...results, resource: foreign.configRuleElsewhere },
    results,
  ],
  ['reading the results of another account’s rule', { ...results, resource: foreign.configRule }, results],
  ['reading another stack', { ...describeStack, resource: own.stack('payroll') }, describeStack],
  [
    'reading a stack that is named like ours',
    { ...describeStack, resource: own.stack('OneActiveKey-x') },
    describeStack,
  ],
  [
    'reading another account’s stack',
    { ...describeStack, resource: foreign.stack('OneActiveKey') },
    describeStack,
  ],
  [
    'reading a stack in another Region',
    { ...describeStack, resource: foreign.stackElsewhere('OneActiveKey') },
    describeStack,
  ],
  ['reading the Regions of another account', request('account:ListRegions', foreign.account), listRegions],
  [
    'reading the Regions of another account of the organization',
    request('account:ListRegions', foreign.accountInOrganization),
    listRegions,
  ],
  ['disabling a Region', request('account:DisableRegion', own.account), listRegions],
  ['stopping a trail', request('cloudtrail:StopLogging', own.trail), lookup],
  ['reading another account’s execution', { ...execution, resource: foreign.execution }, execution],
  ['reading another Region’s execution', { ...execution, resource: foreign.executionElsewhere }, execution],
  ['listing all executions', request('ssm:DescribeAutomationExecutions'), execution],
  ['reading a parameter', request('ssm:GetParameter', own.secretParameter), execution],
  ['stopping an execution', { ...execution, action: 'ssm:StopAutomationExecution' }, execution],
  ['updating the stack', { ...describeStack, action: 'cloudformation:UpdateStack' }, describeStack],
];
