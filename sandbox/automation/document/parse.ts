import { parse } from 'yaml';
import { documentTooLarge, invalidContent, unsupportedSchemaVersion } from '../refusals.ts';
import { isRecord, shown } from './checks.ts';
import { complaintsAbout } from './complaints.ts';
import type { Runbook } from './runbook.ts';

/** Systems Manager quotas: 64 KB, in bytes. */
export const DOCUMENT_LIMIT = 65_536;

/** The two forms in which a runbook may be written. */
export type DocumentFormat = 'JSON' | 'YAML';

/** Reads a document's content; throws the `AwsError` with which CreateDocument refuses one that is no runbook. */
export function parseRunbook(content: string, format: DocumentFormat): Runbook {
  const size = Buffer.byteLength(content);
  if (size > DOCUMENT_LIMIT) throw documentTooLarge(size, DOCUMENT_LIMIT);
  const document = read(content, format);
  if (isRecord(document) && document['schemaVersion'] !== '0.3') {
    throw unsupportedSchemaVersion(shown(document['schemaVersion']));
  }
  const complaints = complaintsAbout(document);
  if (complaints.length > 0) throw invalidContent(complaints.join(' '));
  return document as unknown as Runbook;
}

function read(content: string, format: DocumentFormat): unknown {
  try {
    return format === 'JSON' ? JSON.parse(content) : parse(content);
  } catch (error) {
    throw invalidContent(`The content is not ${format}: ${error instanceof Error ? error.message : error}`);
  }
}
