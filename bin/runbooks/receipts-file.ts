import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import type { RunbookExecution } from './runbook-execution.ts';

/** The version of the file format, which `receipts.schema.json` describes. */
const SCHEMA_VERSION = '1.0';

/** A file that always holds what is known about all executions, even if this process is killed. */
export interface ReceiptsFile {
  /** Writes what is now known about an execution. */
  put(receipt: RunbookExecution): void;
  /** Deletes the file, because nothing was done. */
  discard(): void;
}

/** Creates the file; throws `UsageError` if it exists, since it may be needed to undo an earlier remediation. */
export function createReceiptsFile(file: string): ReceiptsFile {
  claim(file);
  const receipts = new Map<string, RunbookExecution>();
  const write = () => {
    // Written beside it and then renamed, so that the file is never incomplete: the process may be killed, and the disk may be full.
    writeFileSync(`${file}.new`, toJson([...receipts.values()]));
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    put(receipt) {
      receipts.set(`${receipt.userId} ${receipt.automationExecutionId}`, receipt);
      write();
    },
    discard: () => rmSync(file),
  };
}

function claim(file: string): void {
  try {
    closeSync(openSync(file, 'wx'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const why =
      code === 'EEXIST' ? 'it exists already, and may be needed to undo an earlier remediation' : message;
    throw new UsageError(`--receipts ${file}: expected the name of a new file; ${why}`, { cause });
  }
}

function toJson(receipts: readonly RunbookExecution[]): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, receipts }, null, 2)}\n`;
}

/** Reads the receipts in a file; throws `UsageError` if it holds anything else. */
export function readReceipts(file: string): RunbookExecution[] {
  const expected = `${file}: expected the receipts of an earlier remediate, schema version ${SCHEMA_VERSION}`;
  const { schemaVersion, receipts } = parse(file, expected);
  if (schemaVersion === SCHEMA_VERSION && Array.isArray(receipts) && receipts.every(isReceipt))
    return receipts;
  throw new UsageError(expected);
}

function parse(file: string, expected: string): { schemaVersion?: unknown; receipts?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new UsageError(`${expected}; ${String(cause)}`, { cause });
  }
}

const TEXTS = ['userName', 'userId', 'automationExecutionId', 'status', 'failure'];

function isReceipt(value: unknown): value is RunbookExecution {
  if (!isRecord(value)) return false;
  const { outputs } = value;
  return TEXTS.every((name) => typeof value[name] === 'string') && isRecord(outputs) && areTexts(outputs);
}

function areTexts(values: Readonly<Record<string, unknown>>): boolean {
  return Object.values(values).every((each) => typeof each === 'string');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
