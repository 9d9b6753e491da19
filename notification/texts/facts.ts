import type { Message } from '../occurrence.ts';
import { consoleLinks } from './console.ts';
import { leftOutOf } from './left-out.ts';
import { starterCommand } from './starter.ts';
import { TEXTS } from './texts.ts';
import { undoIn } from './undo.ts';
import { minuteIn } from './words.ts';

/** A line about an event: a text of others, or a command or a link of ours. */
export interface Fact {
  readonly label: string;
  readonly kind: 'text' | 'command' | 'link';
  readonly value: string;
}

const text = (label: string, value: string): Fact => ({ label, kind: 'text', value });

/** Everything that is known of an event; a fact without a value is left out. */
export function factsOf(message: Message): readonly Fact[] {
  const { rule, execution, alarm } = consoleLinks(message);
  const facts: readonly Fact[] = [
    text('Account', message.accountId),
    text('Region', message.region),
    ...factsOfPerson(message),
    text('Keys', message.accessKeyIds.join(', ')),
    text('Key that stays', message.keptAccessKeyId),
    text('Reason', message.reason),
    text(TEXTS[message.event].time, minuteIn(message)),
    text('Started', message.started),
    { label: 'Undo', kind: 'command', value: undoIn(message) },
    text('Execution', message.automationExecutionId),
    { label: 'Execution in the console', kind: 'link', value: execution },
    { label: 'Who started it', kind: 'command', value: starterCommand(message) },
    { label: 'Rule in the console', kind: 'link', value: rule },
    { label: 'Alarm in the console', kind: 'link', value: alarm },
    text('Left out', leftOutOf(message)),
  ];
  return facts.filter(({ value }) => value !== '');
}

function factsOfPerson({ userId, userName, owner, ownerTag, unread }: Message): readonly Fact[] {
  if (userId === '' && userName === '') return [];
  const both = userName !== '' && userId !== '';
  const noOwner = unread === '' ? `none, the user has no tag ${ownerTag}` : 'not known';
  return [
    text('User', both ? `${userName} (${userId})` : userName || userId),
    text('Owner', owner || noOwner),
    text('Not read', unread),
  ];
}
