import { readFileSync } from 'node:fs';
import { isAccessKeyId } from '../../rule/policy/identifiers.ts';
import { UsageError } from '../errors.ts';
import type { Receipt } from './executions.ts';

/** The version of the file's form. */
const SCHEMA_VERSION = '1.0';

/** A key that an earlier `remediate` deactivated. */
export interface Deactivated {
  readonly userName: string;
  readonly userId: string;
  readonly accessKeyId: string;
}

/** What a receipts file holds. */
export function writeReceipts(receipts: readonly Receipt[]): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, receipts }, null, 2)}\n`;
}

/** The keys that were deactivated by what a receipts file tells of; throws `UsageError` where it is none. */
export function readDeactivated(file: string): Deactivated[] {
  const receipts = parse(file);
  return receipts.flatMap(({ userName, userId, outputs }) => {
    if (outputs['Outcome'] !== 'Deactivated') return [];
    const keys = (outputs['DeactivatedAccessKeyIds'] ?? '').split(', ');
    return keys.filter(isAccessKeyId).map((accessKeyId) => ({ userName, userId, accessKeyId }));
  });
}

function parse(file: string): Receipt[] {
  try {
    const { schemaVersion, receipts } = JSON.parse(readFileSync(file, 'utf8'));
    if (schemaVersion === SCHEMA_VERSION && Array.isArray(receipts) && receipts.every(isReceipt))
      return receipts;
  } catch (cause) {
    throw new UsageError(`${file}: expected the receipts of an earlier remediate; ${String(cause)}`, {
      cause,
    });
  }
  throw new UsageError(
    `${file}: expected the receipts of an earlier remediate, schema version ${SCHEMA_VERSION}`,
  );
}

function isReceipt(value: unknown): value is Receipt {
  const { userName, userId, outputs } = (value ?? {}) as Partial<Receipt>;
  return typeof userName === 'string' && typeof userId === 'string' && typeof outputs === 'object';
}
