import { NAMES } from '../../../product/names.ts';
import { foreign, own, request, tagUser, untagUser } from './requests.ts';
import { FOREIGN_READS, FOREIGN_RULES, noFunctions, otherLogs, type Rows } from './rows.ts';

const RUN_TAG = 'one-active-key:run/9f1c';
const RECORD_TAG = 'one-active-key:deactivated/AKIAIOSFODNN7EXAMPLE';
const KEEP_TAG = 'one-active-key:keep';

const startRule = request('config:StartConfigRulesEvaluation', own.configRule);
const updateKey = request('iam:UpdateAccessKey', own.user);
const createSchedule = request('scheduler:CreateSchedule', own.schedule(NAMES.scheduleGroup));

/** The neighbours of the rule's permissions: read users, report evaluations. */
export const RULE: Rows = [
  ...FOREIGN_READS,
  ...otherLogs(NAMES.ruleFunction),
  ...noFunctions(request('config:PutEvaluations')),
  ['deactivating a key', updateKey, request('iam:ListAccessKeys', own.user)],
  ['writing a tag of ours', tagUser(RUN_TAG), request('iam:ListUserTags', own.user)],
  ['removing a tag of ours', untagUser(RUN_TAG), request('iam:ListUserTags', own.user)],
  ['starting an evaluation', startRule, request('config:PutEvaluations')],
  ['creating a schedule', createSchedule, request('config:PutEvaluations')],
  [
    'reading the results of another Region’s rule',
    request('config:GetComplianceDetailsByConfigRule', foreign.configRuleElsewhere),
    request('config:GetComplianceDetailsByConfigRule', own.configRule),
  ],
  [
    'reading the results of another account’s rule',
    request('config:GetComplianceDetailsByConfigRule', foreign.configRule),
    request('config:GetComplianceDetailsByConfigRule', own.configRule),
  ],
];

/** The neighbours of the remediation's permissions: read users, deactivate keys, write and remove our tags. */
export const REMEDIATION: Rows = [
  ...FOREIGN_READS,
  ...FOREIGN_RULES,
  ...otherLogs(NAMES.remediationFunction),
  ...noFunctions(updateKey),
  ['deactivating another account’s key', { ...updateKey, resource: foreign.user }, updateKey],
  ['tagging another account’s user', { ...tagUser(RUN_TAG), resource: foreign.user }, tagUser(RUN_TAG)],
  ['untagging another account’s user', { ...untagUser(RUN_TAG), resource: foreign.user }, untagUser(RUN_TAG)],
  ['writing the owner’s tag keep', tagUser(KEEP_TAG), tagUser(RUN_TAG)],
  ['writing the owner’s tag keep in capitals', tagUser('One-Active-Key:Keep'), tagUser(RUN_TAG)],
  ['writing a foreign tag', tagUser('team'), tagUser(RECORD_TAG)],
  ['writing a tag of ours and a foreign tag', tagUser(RUN_TAG, 'team'), tagUser(RUN_TAG, RECORD_TAG)],
  [
    'writing a tag whose key begins like one of ours',
    tagUser('one-active-key:exempt-until-x'),
    tagUser('one-active-key:exempt-until', 'one-active-key:exempt-reason'),
  ],
  ['writing no tags', request('iam:TagUser', own.user), tagUser(RUN_TAG)],
  [
    'creating a user with a tag of ours',
    request('iam:CreateUser', own.user, { 'aws:TagKeys': [RUN_TAG] }),
    tagUser(RUN_TAG),
  ],
  ['removing the owner’s tag keep', untagUser(KEEP_TAG), untagUser(RUN_TAG)],
  ['removing the owner’s exemption', untagUser('one-active-key:exempt-until'), untagUser(RUN_TAG)],
  ['removing the owner’s exemption reason', untagUser('one-active-key:exempt-reason'), untagUser(RUN_TAG)],
  ['removing a foreign tag', untagUser('team'), untagUser(RECORD_TAG)],
  ['removing a tag of ours and a foreign tag', untagUser(RUN_TAG, 'team'), untagUser(RUN_TAG)],
  ['removing no tags', request('iam:UntagUser', own.user), untagUser(RUN_TAG)],
  ['reporting evaluations', request('config:PutEvaluations'), startRule],
  ['creating a schedule', createSchedule, startRule],
];
