import { createHash } from 'node:crypto';
import type { AccountSnapshot } from './snapshot.ts';

/** The version of the text; any change of `AccountSnapshot` raises it. */
const VERSION = '2';

/**
 * The text is not a snapshot of this version, or was changed; the message says what was expected and
 * received.
 */
export class SnapshotTextError extends Error {
  override readonly name = 'SnapshotTextError';

  constructor(received: string) {
    super(
      `expected an account of the sandbox, version ${VERSION}, as a command has written it; received ${received}`,
    );
  }
}

/** A snapshot as JSON, with its version and a digest, by which a change is recognized. */
export function toSnapshotText(snapshot: AccountSnapshot): string {
  const content = withTexts(snapshot);
  return `${JSON.stringify({ sandboxAccount: VERSION, sha256: digestOf(content), content }, null, 2)}\n`;
}

/**
 * Parses a snapshot; throws `SnapshotTextError` for any text that `toSnapshotText` of this version has not
 * written.
 */
export function parseSnapshotText(text: string): AccountSnapshot {
  const { sandboxAccount: version, sha256, content } = parse(text);
  if (version === undefined) throw new SnapshotTextError('another content');
  if (version !== VERSION) throw new SnapshotTextError(`version ${String(version)}`);
  if (sha256 !== digestOf(content)) throw new SnapshotTextError('a content that was changed or is damaged');
  return withDates(content) as AccountSnapshot;
}

interface SnapshotText {
  readonly sandboxAccount?: unknown;
  readonly sha256?: unknown;
  readonly content?: unknown;
}

function parse(text: string): SnapshotText {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw new SnapshotTextError('a text that is not JSON');
  }
}

/** Of the content as JSON.parse returns it: the order of the members is that of the text. */
function digestOf(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(content) ?? '')
    .digest('hex');
}

/** JSON has no dates: each is an object with this one member. */
const DATE = '$date';

function withTexts(value: unknown): unknown {
  return value instanceof Date ? { [DATE]: value.toISOString() } : mapMembers(value, withTexts);
}

function withDates(value: unknown): unknown {
  const isDate = typeof value === 'object' && value !== null && DATE in value;
  return isDate ? new Date(String(value[DATE])) : mapMembers(value, withDates);
}

function mapMembers(value: unknown, map: (member: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)]));
}
