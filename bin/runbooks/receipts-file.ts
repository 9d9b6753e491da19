import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import type { RunbookExecution } from './runbook-execution.ts';

/** The version of the file format, which `receipts.schema.json` describes. */
const SCHEMA_VERSION = '1.0';

/** A file with the current state of all executions, complete even if this process is killed. */
export interface ReceiptsFile {
  /** Adds an execution, or replaces its earlier state. */
  put(execution: RunbookExecution): void;
  /** Deletes the file, because nothing was done. */
  discard(): void;
}

/** Creates the file; throws `UsageError` if the file exists, because an undo may need it. */
export function createReceiptsFile(file: string): ReceiptsFile {
  createEmptyFile(file);
  const receipts = new Map<string, RunbookExecution>();
  const write = () => {
    // A rename is atomic: the file is never incomplete, even if the process is killed or the disk is full.
    writeFileSync(`${file}.new`, toJson([...receipts.values()]));
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    put(execution) {
      receipts.set(`${execution.userId} ${execution.automationExecutionId}`, execution);
      write();
    },
    discard: () => rmSync(file),
  };
}

function createEmptyFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx'));
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason =
      code === 'EEXIST' ? 'it exists already, and may be needed to undo an earlier remediation' : message;
    throw new UsageError(`--receipts ${file}: expected the name of a new file; ${reason}`, { cause });
  }
}

function toJson(receipts: readonly RunbookExecution[]): string {
  return `${JSON.stringify({ schemaVersion: SCHEMA_VERSION, receipts }, null, 2)}\n`;
}

/** Reads the executions in a receipts file; throws `UsageError` if the file contains anything else. */
export function readReceipts(file: string): RunbookExecution[] {
  const expected = `${file}: expected the receipts of an earlier remediate, schema version ${SCHEMA_VERSION}`;
  const { schemaVersion, receipts } = parse(file, expected);
  if (schemaVersion === SCHEMA_VERSION && Array.isArray(receipts) && receipts.every(isRunbookExecution))
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

const STRING_FIELDS = ['userName', 'userId', 'automationExecutionId', 'status', 'failure'];

function isRunbookExecution(value: unknown): value is RunbookExecution {
  if (!isObject(value)) return false;
  const { outputs } = value;
  return (
    STRING_FIELDS.every((name) => typeof value[name] === 'string') &&
    isObject(outputs) &&
    hasOnlyStrings(outputs)
  );
}

function hasOnlyStrings(values: Readonly<Record<string, unknown>>): boolean {
  return Object.values(values).every((each) => typeof each === 'string');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
