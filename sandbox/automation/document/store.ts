import { stringify } from 'yaml';
import { documentExists, reservedName } from '../refusals.ts';
import { type DocumentFormat, parseRunbook } from './parse.ts';
import type { Runbook } from './runbook.ts';

/** A document; it has exactly one version. */
export interface StoredDocument {
  readonly name: string;
  readonly content: string;
  readonly format: DocumentFormat;
  readonly runbook: Runbook;
  readonly createdAt: Date;
}

/** The documents of one account and Region. */
export interface DocumentStore {
  create(document: Omit<StoredDocument, 'runbook'>): StoredDocument;
  /** Finds a document by its name or its ARN. */
  find(nameOrArn: string): StoredDocument | undefined;
}

/**
 * Whether the name is reserved for AWS's own documents; `aws` covers AWSEC2, AWSConfigRemediation and
 * AWSSupport.
 */
export function hasReservedPrefix(name: string): boolean {
  return /^(aws|amazon|amzn)/i.test(name);
}

/** Creates a store without documents; `arnPrefix` is the ARN of a document without its name. */
export function createDocumentStore(arnPrefix: string): DocumentStore {
  const documents = new Map<string, StoredDocument>();
  return {
    create(document) {
      if (hasReservedPrefix(document.name)) throw reservedName(document.name);
      if (documents.has(document.name)) throw documentExists(document.name);
      const created = { ...document, runbook: parseRunbook(document.content, document.format) };
      documents.set(created.name, created);
      return created;
    },
    find: (nameOrArn) =>
      documents.get(nameOrArn.startsWith(arnPrefix) ? nameOrArn.slice(arnPrefix.length) : nameOrArn),
  };
}

/** Whether a request names the only version of a document. */
export function isOnlyVersion(version = '$DEFAULT'): boolean {
  return ['$DEFAULT', '$LATEST', '1'].includes(version);
}

/** The content of a document in this format, converted if it was created in the other one. */
export function contentAs(format: DocumentFormat, { content, format: own, runbook }: StoredDocument): string {
  if (format === own) return content;
  return format === 'JSON' ? JSON.stringify(runbook, null, 2) : stringify(runbook);
}
