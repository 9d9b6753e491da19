import { NAMES } from '../../../product/names.ts';
import { EXEMPT_OWNER_TAG, EXEMPT_REASON_TAG, EXEMPT_UNTIL_TAG, KEEP_TAG } from '../../../product/tags.ts';
import { REMEDIATION_LEDGER, RULE_LEDGER } from './ledger-neighbours.ts';
import { foreign, own, request, tagUser, untagUser } from './requests.ts';
import { FOREIGN_READS, FOREIGN_RULES, noFunctions, otherLogs, type Rows } from './rows.ts';

/** The tags of an exemption. */
const EXEMPTION = [EXEMPT_UNTIL_TAG, EXEMPT_REASON_TAG] as const;
const exempt = tagUser(...EXEMPTION);

const startRule = request('config:StartConfigRulesEvaluation', own.configRule);
const updateKey = request('iam:UpdateAccessKey', own.user);
const createSchedule = request('scheduler:CreateSchedule', own.schedule(NAMES.scheduleGroup));

/**
 * The neighbours of the rule's permissions: read users, report evaluations, read and note who is to be
 * evaluated.
 */
export const RULE: Rows = [
  ...FOREIGN_READS,
  ...otherLogs(NAMES.ruleFunction),
  ...noFunctions(request('config:PutEvaluations')),
  ['deactivating a key', updateKey, request('iam:ListAccessKeys', own.user)],
  ['exempting a user', exempt, request('iam:GetUser', own.user)],
  ...RULE_LEDGER,
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

const readPause = request('ssm:GetParametersByPath', own.path);
const readResults = request('config:GetComplianceDetailsByConfigRule', own.configRule);

/**
 * The remediation reads whether automatic acts are paused by one path, pauses nothing, and reads no other
 * parameter.
 */
const PAUSE: Rows = [
  ...Object.entries({
    'a deeper path': `${own.path}/pause`,
    'a path that begins like ours': `${own.path}-other`,
    'another path': own.secretParameter,
    'another account’s path': foreign.path,
    'another Region’s path': foreign.pathElsewhere,
  }).map(([title, resource]): Rows[number] => [`reading ${title}`, { ...readPause, resource }, readPause]),
  ...['GetParameter', 'GetParameters', 'PutParameter', 'DeleteParameter', 'GetParameterHistory'].flatMap(
    (name) =>
      [own.pause, own.parameter, own.path].map((resource): Rows[number] => [
        `${name} of ${resource}`,
        { action: `ssm:${name}`, resource },
        readPause,
      ]),
  ),
];

/**
 * The neighbours of the remediation's permissions: read users, deactivate keys, exempt users, keep the
 * ledger.
 */
export const REMEDIATION: Rows = [
  ...FOREIGN_READS,
  ...FOREIGN_RULES,
  ...otherLogs(NAMES.remediationFunction),
  ...noFunctions(updateKey),
  ['deactivating another account’s key', { ...updateKey, resource: foreign.user }, updateKey],
  ['exempting another account’s user', { ...exempt, resource: foreign.user }, exempt],
  ['writing the owner’s tag keep', tagUser(KEEP_TAG), exempt],
  ['writing the owner’s tag exempt-owner', tagUser(EXEMPT_OWNER_TAG), exempt],
  ['writing the owner’s tag keep beside an exemption', tagUser(EXEMPT_UNTIL_TAG, KEEP_TAG), exempt],
  ['writing a foreign tag', tagUser('team'), exempt],
  ['writing the tags of an exemption and a foreign tag', tagUser(...EXEMPTION, 'team'), exempt],
  ['writing a tag whose key begins like one of ours', tagUser(`${EXEMPT_UNTIL_TAG}-x`), exempt],
  ['writing no tags', request('iam:TagUser', own.user), exempt],
  [
    'creating a user with an exemption',
    request('iam:CreateUser', own.user, { 'aws:TagKeys': [...EXEMPTION] }),
    exempt,
  ],
  ['removing an exemption', untagUser(...EXEMPTION), exempt],
  ...REMEDIATION_LEDGER,
  ...PAUSE,
  ['reading the results of a rule without automatic deactivations', readResults, startRule],
  ['reporting evaluations', request('config:PutEvaluations'), startRule],
  ['creating a schedule', createSchedule, startRule],
];
