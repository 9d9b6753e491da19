import { MESSAGE_EVENTS } from '../../product/message.ts';
import type { AwsEnvironment } from '../../product/names.ts';
import { codeSpan } from '../clean.ts';
import { messageText } from '../message-text.ts';
import type { Publication } from '../publish.ts';
import { phraseAsChat, phraseAsText } from '../texts/phrase.ts';
import { headlineOf } from '../texts/subject.ts';
import type { DigestItem } from './digest-items.ts';

/** 262,144 bytes (SNS API Reference, Publish, Message), less 1,000 for the attributes, which count, too. */
const MAX_TEXT_BYTES = 262_144 - 1_000;

/** How many characters of a name the headline of a message has. */
const MAX_NAME_CHARACTERS = 128;

/** How many messages a chat shows; the mail has all that fit. */
const SHOWN_IN_CHAT = 20;

/** Amazon Q accepts descriptions of at most 8,000 characters. */
const MAX_DESCRIPTION_CHARACTERS = 8_000;

/** One message about all messages of a day. */
export function digestPublication(
  items: readonly DigestItem[],
  { accountId, region }: AwsEnvironment,
): Publication {
  const subject = `One Active Key: ${items.length} messages of the last day (${accountId})`;
  const counts = countsOf(items);
  return {
    subject,
    text: digestText(items, counts),
    chat: {
      version: '1.0',
      source: 'custom',
      content: {
        textType: 'client-markdown',
        title: subject,
        description: digestDescription(items, counts),
        keywords: ['Digest', accountId, region],
      },
      metadata: {
        threadId: `${accountId}/digest`,
        summary: subject,
        eventType: 'Digest',
        relatedResources: [],
        additionalContext: { accountId, region },
      },
    },
    attributes: { account: accountId, event: 'Digest' },
  };
}

/** How many messages there are of each event that occurred. */
function countsOf(items: readonly DigestItem[]): readonly string[] {
  return MESSAGE_EVENTS.flatMap((event) => {
    const count = items.filter(({ message }) => message.event === event).length;
    return count === 0 ? [] : [`${event}: ${count}`];
  });
}

function digestText(items: readonly DigestItem[], counts: readonly string[]): string {
  const each = items.map(
    ({ waiting, message }) =>
      `---- ${waiting.at.toISOString()} ${phraseAsText(headlineOf(message), MAX_NAME_CHARACTERS)}\n\n${messageText(message)}`,
  );
  const room = MAX_TEXT_BYTES - Buffer.byteLength(`${counts.join('\n')}\n\n${leftOut(items.length)}`);
  const shown = each.slice(0, howManyFit(each, room));
  const rest = items.length - shown.length;
  return [counts.join('\n'), ...shown, ...(rest > 0 ? [leftOut(rest)] : [])].join('\n\n');
}

/** How many of the texts, each of them after an empty line, fit into so many bytes. */
function howManyFit(texts: readonly string[], room: number): number {
  let left = room;
  const first = texts.findIndex((text) => {
    left -= Buffer.byteLength(`\n\n${text}`);
    return left < 0;
  });
  return first === -1 ? texts.length : first;
}

const leftOut = (count: number): string =>
  `${count} messages are left out here, since a message of SNS has at most 262,144 bytes. The counts include them; the ledger's receipts ` +
  'and AWS Config have the details.';

function digestDescription(items: readonly DigestItem[], counts: readonly string[]): string {
  const lines = items.map(
    ({ waiting, message }) =>
      `${codeSpan(waiting.at.toISOString(), 24)} ${phraseAsChat(headlineOf(message), 80)}`,
  );
  const shown = lines.slice(0, SHOWN_IN_CHAT);
  const rest = lines.length - shown.length;
  const more = rest > 0 ? [`${rest} more are in the mail.`] : [];
  return [...counts, ...shown, ...more].join('\n').slice(0, MAX_DESCRIPTION_CHARACTERS);
}
