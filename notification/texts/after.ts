/** The events that come after an act, or after something went wrong. */

import type { Message } from '../occurrence.ts';
import type { EventText } from './event-text.ts';
import { type Phrase, phrase } from './phrase.ts';
import { byCommand, howMany, keysIn, userIn } from './words.ts';

/** Keys were deactivated. */
export const DEACTIVATED: EventText = {
  subject: (message) => phrase`deactivated ${howMany(message)} of ${userIn(message)}`,
  happened: (message) =>
    phrase`One Active Key deactivated ${keysIn(message)} of the IAM user ${userIn(message)}${kept(message)}.`,
  follows: (message) =>
    phrase`If a program fails since then, set the key to Active again${byCommand(message)}; nothing has been deleted, and docs/after-a-deactivation.md of One Active Key says more.`,
  time: 'Run ended',
};

function kept({ keptAccessKeyId }: Message): Phrase {
  return keptAccessKeyId === '' ? phrase`` : phrase` and kept ${keptAccessKeyId}`;
}

/** Keys were set to Active again. */
export const REACTIVATED: EventText = {
  subject: (message) => phrase`set ${howMany(message)} of ${userIn(message)} to Active again`,
  happened: (message) =>
    phrase`One Active Key set ${keysIn(message)} of the IAM user ${userIn(message)} to Active again.`,
  follows: () =>
    phrase`The reason below says until when the user is exempt; if it names no exemption, the user becomes NON_COMPLIANT if it has more than one active access key now.`,
  time: 'Run ended',
};

/** Keys were deleted. */
export const DELETED: EventText = {
  subject: (message) => phrase`deleted ${howMany(message)} of ${userIn(message)}`,
  happened: (message) =>
    phrase`One Active Key deleted ${keysIn(message)} of the IAM user ${userIn(message)}, after the soak.`,
  follows: () => phrase`A deleted key cannot be restored; what still needs one needs a new key.`,
  time: 'Run ended',
};

/** A key was used after its deactivation. */
export const DEACTIVATED_KEY_USED: EventText = {
  subject: (message) => phrase`a deactivated key of ${userIn(message)} was used`,
  happened: (message) =>
    phrase`IAM shows a use of ${keysIn(message)} of the IAM user ${userIn(message)} after One Active Key deactivated it.`,
  follows: (message) =>
    phrase`Find the program that has this key and give it the key that stays, or set this key to Active again${byCommand(message)}; if nobody knows the program, the key may have leaked, and docs/after-a-deactivation.md of One Active Key says what to do.`,
  time: 'Used at',
};

/** A run failed, or an alarm is on. */
export const RUN_FAILED: EventText = {
  subject: ({ source }) => {
    if (!source) return phrase`a run failed`;
    return source.kind === 'alarm' ? phrase`the alarm ${source.name} is on` : phrase`${source.name} failed`;
  },
  happened: failure,
  follows: () =>
    phrase`The reason below says what failed, and docs/failures.md of One Active Key says what each error means and what to do.`,
  time: 'Time',
};

function failure(message: Message): Phrase {
  const { source } = message;
  if (!source) return phrase`A run for the IAM user ${userIn(message)} failed.`;
  switch (source.kind) {
    case 'runbook':
      return phrase`An execution of the runbook ${source.name} did not succeed.`;
    case 'alarm':
      return phrase`The alarm ${source.name} is on.`;
    case 'function':
      return phrase`The function ${source.name} could not process an event, and Lambda makes no further attempt.`;
  }
}

/** The rule has not run. */
export const RULE_NOT_RUN: EventText = {
  subject: () => phrase`the rule has not evaluated the users for two days`,
  happened: () => phrase`The rule has not evaluated all IAM users for two days.`,
  follows: () =>
    phrase`Check the rule and the recorder in AWS Config, and the log of the rule function; until then nobody knows which users comply.`,
  time: 'Time',
};
