import { stringify } from 'yaml';
import { documentExists, reservedName } from '../refusals.ts';
import { type DocumentFormat, parseRunbook } from './parse.ts';
import type { Runbook } from './runbook.ts';

/** A document that was created; it has one version. */
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
  /** Finds a document by its name or its ARN, and only in a version that it has. */
  find(nameOrArn: string): StoredDocument | undefined;
}

/** Whether only AWS's own documents may be called so; `aws` covers AWSEC2, AWSConfigRemediation and AWSSupport. */
export function hasReservedPrefix(name: string): boolean {
  return /^(aws|amazon|amzn)/i.test(name);
}

/** Makes a store without documents; `arnPrefix` is an ARN up to a document's name. */
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

/** Whether a request means the one version that a document has. */
export function isOnlyVersion(version = '$DEFAULT'): boolean {
  return ['$DEFAULT', '$LATEST', '1'].includes(version);
}

/** A document's content, as it was written or put into the other format. */
export function contentAs(format: DocumentFormat, { content, format: own, runbook }: StoredDocument): string {
  if (format === own) return content;
  return format === 'JSON' ? JSON.stringify(runbook, null, 2) : stringify(runbook);
}
