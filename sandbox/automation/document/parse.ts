import { parse } from 'yaml';
import { documentTooLarge, invalidContent, unsupportedSchemaVersion } from '../refusals.ts';
import { isRecord, shown } from './checks.ts';
import { complaintsAbout } from './complaints.ts';
import type { Runbook } from './runbook.ts';

/** 64 KB (Systems Manager quotas: size of a document). */
export const DOCUMENT_LIMIT_BYTES = 65_536;

/** The formats of a runbook. */
export type DocumentFormat = 'JSON' | 'YAML';

/** Parses the content of a document; throws the `AwsError` of CreateDocument if it is not a runbook. */
export function parseRunbook(content: string, format: DocumentFormat): Runbook {
  const size = Buffer.byteLength(content);
  if (size > DOCUMENT_LIMIT_BYTES) throw documentTooLarge(size, DOCUMENT_LIMIT_BYTES);
  const document = parseContent(content, format);
  if (isRecord(document) && document['schemaVersion'] !== '0.3') {
    throw unsupportedSchemaVersion(shown(document['schemaVersion']));
  }
  const complaints = complaintsAbout(document);
  if (complaints.length > 0) throw invalidContent(complaints.join(' '));
  return document as unknown as Runbook;
}

function parseContent(content: string, format: DocumentFormat): unknown {
  try {
    return format === 'JSON' ? JSON.parse(content) : parse(content);
  } catch (error) {
    throw invalidContent(`The content is not ${format}: ${error instanceof Error ? error.message : error}`);
  }
}
