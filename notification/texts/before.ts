/** The events that come before an act, and those for which somebody has to decide. */

import type { EventText } from './event-text.ts';
import { phrase } from './phrase.ts';
import { byCommand, dayIn, howMany, keysIn, minuteIn, notBefore, userIn } from './words.ts';

/** AWS Config shows a user as NON_COMPLIANT. */
export const BECAME_NON_COMPLIANT: EventText = {
  subject: (message) => phrase`${userIn(message)} has more than one active access key`,
  happened: (message) =>
    phrase`The IAM user ${userIn(message)} has more than one active access key, and AWS Config shows it as NON_COMPLIANT.`,
  follows: () =>
    phrase`The reason below says which key would be deactivated, or why the owner has to choose; the owner can do one of the three things below.`,
  time: 'Time',
  hasChoices: true,
};

/** An automatic deactivation comes. */
export const NOTICED: EventText = {
  subject: (message) =>
    phrase`${howMany(message)} of ${userIn(message)} will be deactivated from ${dayIn(message)}`,
  happened: (message) =>
    phrase`One Active Key will deactivate ${keysIn(message)} of the IAM user ${userIn(message)} by itself, ${notBefore(message)}.`,
  follows: () =>
    phrase`This does not happen if the owner does one of the three things below before that time.`,
  time: 'Not before',
  hasChoices: true,
};

/** The day of an automatic deactivation is near. */
export const REMINDER: EventText = {
  ...NOTICED,
  subject: (message) =>
    phrase`reminder, deactivates ${howMany(message)} of ${userIn(message)} from ${dayIn(message)}`,
  happened: (message) =>
    phrase`The notice for the IAM user ${userIn(message)} ends soon: One Active Key will deactivate ${keysIn(message)} by itself, ${notBefore(message)}.`,
};

/** No key can be chosen. */
export const REFUSED: EventText = {
  subject: (message) => phrase`the owner of ${userIn(message)} must decide`,
  happened: (message) =>
    phrase`One Active Key changed nothing for the IAM user ${userIn(message)}, since it cannot choose the key that stays.`,
  follows: () => phrase`The owner has to decide, by one of the three things below.`,
  time: 'Refused at',
  hasChoices: true,
};

/** A deactivated key will be deleted. */
export const SOAK_ENDING: EventText = {
  subject: (message) =>
    phrase`${howMany(message)} of ${userIn(message)} will be deleted from ${dayIn(message)}`,
  happened: (message) =>
    phrase`One Active Key will delete ${keysIn(message)} of the IAM user ${userIn(message)}, ${notBefore(message)}, since the soak is over then.`,
  follows: (message) =>
    phrase`A deleted key cannot be restored: if anything still needs the key, set it to Active again${byCommand(message)} before that time.`,
  time: 'Soak ends',
};

/** An exemption will end. */
export const EXEMPTION_ENDING: EventText = {
  subject: (message) => phrase`the exemption of ${userIn(message)} ends on ${dayIn(message)}`,
  happened: (message) =>
    phrase`The exemption of the IAM user ${userIn(message)} ends at ${minuteIn(message)}.`,
  follows: () =>
    phrase`From then on the user is NON_COMPLIANT if it still has more than one active access key; the owner can do one of the three things below.`,
  time: 'Exempt until',
  hasChoices: true,
};
