/** The topic of the combinations with a topic of the same account. */
export const TOPIC = 'arn:aws:sns:us-east-1:111122223333:security';

/** The topic of the combinations with a topic of another account. */
export const CENTRAL_TOPIC = 'arn:aws:sns:us-east-1:222222222222:OneActiveKeyCentral-Topic-1A2B3C4D5E6F';

/** A topic of the same account for a chat. */
export const CHAT_TOPIC = 'arn:aws:sns:us-east-1:111122223333:chat';

/**
 * The values of the parameters that switch capabilities on and off, in the order in which they are compared.
 */
export const SETTINGS = {
  ConfigRule: ['Create', 'None'],
  Remediation: ['None', 'Manual', 'Automatic'],
  Deletion: ['None', 'ByHand', 'Daily'],
  NearRealTime: ['false', 'true'],
  NotificationTopicArn: ['', CENTRAL_TOPIC, TOPIC],
  Alarms: ['WithTopic', 'Always'],
} as const;

/** One value of each of these parameters. */
export type Parameters = { readonly [Name in keyof typeof SETTINGS]: string };

/** The names of these parameters. */
export const NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];

/** All combinations. */
export const ALL: readonly Parameters[] = NAMES.reduce<readonly Partial<Parameters>[]>(
  (combinations, name) =>
    combinations.flatMap((each) => SETTINGS[name].map((value) => ({ ...each, [name]: value }))),
  [{}],
) as readonly Parameters[];

/** Whether CloudFormation accepts a combination. */
export const makesSense = ({ Remediation, Deletion, NearRealTime }: Parameters) =>
  Deletion === 'None' || (Remediation !== 'None' && NearRealTime === 'true');

/** The combinations that make sense. */
export const SENSIBLE = ALL.filter(makesSense);

const TOPIC_TITLES: Readonly<Record<string, string>> = { [CENTRAL_TOPIC]: 'central', [TOPIC]: 'own' };

/** A combination in one line. */
export const titleOf = (parameters: Parameters) =>
  NAMES.map((name) => `${name}=${TOPIC_TITLES[parameters[name]] ?? parameters[name]}`).join(' ');
