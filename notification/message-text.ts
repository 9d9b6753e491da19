import { oneLine, plain } from './clean.ts';
import type { Message } from './occurrence.ts';
import { choicesOf } from './texts/choices.ts';
import { type Fact, factsOf } from './texts/facts.ts';
import { phraseAsText } from './texts/phrase.ts';
import { TEXTS } from './texts/texts.ts';

/** How many characters of a text of others a message has. */
export const MAX_TEXT_CHARACTERS = 2_000;

/** The message as plain text, for a mail: two sentences, what the owner can do, and the facts. */
export function messageText(message: Message): string {
  const { happened, follows, hasChoices } = TEXTS[message.event];
  const sentences = [happened, follows].map((tell) => phraseAsText(tell(message), MAX_TEXT_CHARACTERS));
  const choices = hasChoices ? choicesText(message) : [];
  const facts = factsOf(message).map(factText);
  return [sentences.join('\n'), ...choices, facts.join('\n')].join('\n\n');
}

function choicesText(message: Message): readonly string[] {
  // A mail program may make a link of a name such as www.example.com.
  const userName = plain(message.userName, MAX_TEXT_CHARACTERS) === message.userName ? message.userName : '';
  const lines = choicesOf(message, userName).map(
    ({ text, command }, index) => `${index + 1}. ${text}\n   ${command}`,
  );
  return [`The owner can:\n${lines.join('\n')}`];
}

function factText({ label, kind, value }: Fact): string {
  return `${label}: ${kind === 'text' ? plain(value, MAX_TEXT_CHARACTERS) : oneLine(value)}`;
}
