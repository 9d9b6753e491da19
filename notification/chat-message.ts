import { codeSpan, inChat, isSafeInChat } from './clean.ts';
import type { Message } from './occurrence.ts';
import { choicesOf } from './texts/choices.ts';
import { type Fact, factsOf } from './texts/facts.ts';
import { phraseAsChat } from './texts/phrase.ts';
import { headlineOf } from './texts/subject.ts';
import { TEXTS } from './texts/texts.ts';

/**
 * A custom notification of Amazon Q Developer in chat applications (Administrator Guide, "Custom
 * notifications using Amazon Q Developer in chat applications"), which drops a message of any other form.
 */
export interface ChatMessage {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly content: {
    readonly textType: 'client-markdown';
    /** At most 250 characters. */
    readonly title: string;
    /** At most 8,000 characters. */
    readonly description: string;
    /** Each at most 350 characters. */
    readonly nextSteps?: readonly string[];
    /** Each at most 75 characters. */
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Messages with the same one are a thread. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
    readonly additionalContext: Readonly<Record<string, string>>;
  };
}

/**
 * How many characters of a text of others a title, a sentence, a fact and a command have, so that the whole
 * stays within the bounds.
 */
const MAX = { title: 80, sentence: 200, fact: 600, command: 2_000, step: 350 } as const;

/** The message for a chat; every text of others is in a code span, in which nothing is interpreted. */
export function chatMessage(message: Message): ChatMessage {
  const { happened, follows } = TEXTS[message.event];
  const sentences = [happened, follows].map((tell) => phraseAsChat(tell(message), MAX.sentence));
  const facts = factsOf(message).map(factInChat);
  const title = phraseAsChat(headlineOf(message), MAX.title);
  return {
    version: '1.0',
    source: 'custom',
    content: {
      textType: 'client-markdown',
      title,
      description: [sentences.join(' '), ...facts].join('\n'),
      ...nextSteps(message),
      keywords: [message.event, message.accountId, message.region],
    },
    metadata: {
      threadId: threadOf(message),
      summary: title,
      eventType: message.event,
      relatedResources: [message.userId, ...message.accessKeyIds].filter(Boolean),
      additionalContext: contextOf(message),
    },
  };
}

/** A link of ours stands as it is, a command of ours in a code span. */
function factInChat({ label, kind, value }: Fact): string {
  if (kind === 'text') return `${label}: ${codeSpan(value, MAX.fact)}`;
  if (kind === 'link') return `${label}: ${value}`;
  const isWhole = isSafeInChat(value) && value.length <= MAX.command;
  return `${label}: ${isWhole ? `\`${value}\`` : 'see the receipt of the run'}`;
}

/** The commands have the name of the user only if no chat takes a part of it for a mention. */
function nextSteps(message: Message): { readonly nextSteps?: readonly string[] } {
  if (!TEXTS[message.event].hasChoices) return {};
  const userName = isSafeInChat(message.userName) ? message.userName : '';
  const steps = choicesOf(message, userName).map(({ text, command }) => `${text} \`${command}\``);
  return { nextSteps: steps.filter((step) => step.length <= MAX.step) };
}

/**
 * One thread for a user, by its id, which no other user ever has; one for each runbook, alarm and function.
 */
function threadOf({ accountId, userId, source, event }: Message): string {
  return `${accountId}/${userId || source?.name || event}`;
}

/** What custom actions of the chat can use: the facts without markdown; what is empty is left out. */
function contextOf(message: Message): Readonly<Record<string, string>> {
  const { accountId, region, userId, userName, owner, keptAccessKeyId, time, reason } = message;
  const { accessKeyIds, automationExecutionId, started } = message;
  const context = { accountId, region, userId, userName, owner, keptAccessKeyId, time, reason };
  const entries = Object.entries({
    ...context,
    accessKeyIds: accessKeyIds.join(', '),
    automationExecutionId,
    started,
  });
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (value === '' ? [] : [[name, inChat(value, MAX.fact)]])),
  );
}
