import { describePolicy } from '../../../account/policy.ts';
import { clean } from '../../../formats/clean.ts';
import type { Check } from '../checks.ts';
import { verdictText } from '../comparable-verdict.ts';
import type { Explanation, UserExplanation } from '../explanation.ts';
import type { StepName } from '../rules.ts';
import { keyLines } from './key-lines.ts';
import { evidenceLines, useLines } from './use-lines.ts';

/** A part of the text: a title and its lines; left out if it has no lines. */
type Section = readonly [title: string, lines: readonly string[]];

/** The explanation of each user in whole sentences. */
export function toText(explanation: Explanation): string {
  return explanation.users.map((user) => userText(user, explanation)).join('\n');
}

/** Every line is cleaned as a whole: whatever text of others is in it, it stays one line and obeys nobody. */
function userText(user: UserExplanation, explanation: Explanation): string {
  const { decision, userName, userId, accountId } = user;
  const head = [
    `User ${userName} (${userId}) in account ${accountId}: ${decision.complianceType}`,
    decision.explanation,
    ...(decision.nextStep === null ? [] : [decision.nextStep]),
  ];
  const sections = sectionsOf(user, explanation)
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => `\n${clean(title)}\n${lines.map((line) => `  ${clean(line)}\n`).join('')}`);
  return `${head.map((line) => `${clean(line)}\n`).join('')}${sections.join('')}`;
}

function sectionsOf(user: UserExplanation, { generatedAt, parameters }: Explanation): readonly Section[] {
  const { from, to } = user.evidence;
  return [
    [
      `How it was decided (${generatedAt.slice(0, 16)}Z, ${describePolicy(parameters)})`,
      user.decision.checks.map(checkLine),
    ],
    ['Access keys', user.accessKeys.flatMap((key) => keyLines(key, user))],
    [
      `Who used each key (management events of CloudTrail, ${from.slice(0, 10)} to ${to.slice(0, 10)})`,
      user.accessKeys.length > 0 ? [...user.accessKeys.flatMap(useLines), ...evidenceLines(user)] : [],
    ],
    ['What would change the decision', alternativeLines(user)],
    // A user of the same name in another account has nothing to do with this one, and `tag-user` would exempt
    // it.
    [`What to do next, with credentials of account ${user.accountId}`, stepLines(user)],
    ['What may do away with the keys', replacementLines(user)],
  ];
}

const RULE_NAMES: Readonly<Record<StepName, string>> = {
  ActiveKeys: 'Active keys',
  Exemption: 'Exemption',
  RotationGrace: 'Rotation grace',
  InvalidExemption: 'Invalid exemption',
  Survivor: 'Survivor',
  Protection: 'Protection',
  Plan: 'Plan',
};

function checkLine({ rule, isDecisive, finding }: Check, index: number): string {
  return `${index + 1}. ${RULE_NAMES[rule]}: ${finding}${isDecisive ? ' This decides.' : ''}`;
}

function alternativeLines({ alternatives }: UserExplanation): readonly string[] {
  const changing = alternatives.filter(({ changes }) => changes);
  const others = alternatives.filter(({ changes }) => !changes).map(({ condition }) => condition);
  return [
    ...changing.map(({ condition, outcome }) => `${condition}: ${verdictText(outcome)}.`),
    ...(others.length > 0 ? [`No change: ${others.map(withoutIf).join('; ')}.`] : []),
  ];
}

const withoutIf = (condition: string): string => condition.replace(/^If /, 'if ');

function stepLines({ steps }: UserExplanation): readonly string[] {
  return steps.flatMap(({ title, commands }) => [
    `${title}:`,
    ...(commands ?? [NO_COMMAND]).map((line) => `  ${line}`),
  ]);
}

const NO_COMMAND = 'no command, since a name or an id has characters that IAM does not allow';

function replacementLines({ replacements }: UserExplanation): readonly string[] {
  return replacements.flatMap(({ accessKeyIds, meaning, instead, documentation }) => [
    `${accessKeyIds.join(', ') || 'Other callers'}: ${meaning}. Instead of the key: ${instead}.`,
    `  ${documentation}`,
  ]);
}
