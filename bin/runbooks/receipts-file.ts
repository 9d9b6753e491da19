import { readFileSync } from 'node:fs';
import { isJsonObject } from '../../aws/json.ts';
import { UsageError } from '../command-line/errors.ts';
import type { ExemptionReceipt } from '../decisions/exemptions/exemption-receipt.ts';
import { toSafeJson } from '../formats/safe-json.ts';
import { type NamedFile, notWritten, refuseStandardInput } from '../terminal/named-file.ts';
import { openOutputFile } from '../terminal/output-file.ts';
import type { ExecutionReceipt } from './receipt.ts';
import type { RunbookExecution } from './runbook-execution.ts';

/** The version of the file format, which `receipts.schema.json` describes. */
const SCHEMA_VERSION = '1.2';

/** A file with the current state of all executions, complete even if this process is killed. */
export interface ReceiptsFile {
  /**
   * Creates the file, without a receipt. Throws `UsageError` if it has come into being since, or cannot be
   * written.
   */
  create(): void;
  /** Adds the receipt of a request, or replaces its earlier state. Throws `ReceiptsFileError`. */
  put(request: object, receipt: ExecutionReceipt): void;
  /** The same for the receipt of an exemption, which no runbook writes. */
  putExemption(request: object, receipt: ExemptionReceipt): void;
}

/** The receipts file does not have the current state. */
export class ReceiptsFileError extends Error {
  override readonly name = 'ReceiptsFileError';

  constructor(file: string, cause: unknown) {
    super(
      `${file} does not have all receipts, so no further runbook is started; the ledger has them, and they are shown ` +
        `above. ${String(cause)}`,
      { cause },
    );
  }
}

/** A receipts file, by default that of `--receipts`. */
type ReceiptsFileOptions = Omit<NamedFile, 'option'> & Partial<Pick<NamedFile, 'option'>>;

/**
 * Makes sure that the file can be created; throws `UsageError` if not, if it exists, since an undo may need
 * it, and for a pipe or a device.
 */
export function openReceiptsFile({
  option = '--receipts',
  file,
  ...named
}: ReceiptsFileOptions): ReceiptsFile {
  const opened: NamedFile = { option, file, ...named, isRewritten: true };
  const output = openOutputFile(opened);
  // The texts of the receipts: to write all of them anew for each change would take a second of CPU time at
  // 5,000 users.
  const [receipts, exemptions] = [new Map<object, string>(), new Map<object, string>()];
  const write = () => output.write(fileOf([...receipts.values()], [...exemptions.values()]));
  const putInto = (texts: Map<object, string>) => (request: object, receipt: object) => {
    texts.set(request, toSafeJson(receipt).trimEnd());
    try {
      write();
    } catch (cause) {
      throw new ReceiptsFileError(file, cause);
    }
  };
  const create = () => {
    try {
      write();
    } catch (cause) {
      if (cause instanceof UsageError) throw cause;
      throw new UsageError(notWritten(opened, cause, 'Nothing was done'), { cause });
    }
  };
  return { create, put: putInto(receipts), putExemption: putInto(exemptions) };
}

function fileOf(receipts: readonly string[], exemptions: readonly string[]): string {
  const lists = [
    `"receipts": [\n${receipts.join(',\n')}\n]`,
    `"exemptions": [\n${exemptions.join(',\n')}\n]`,
  ];
  return `{\n"schemaVersion": "${SCHEMA_VERSION}",\n${lists.join(',\n')}\n}\n`;
}

/** An execution in a receipts file. Version 1.0 has neither the account nor the Region. */
export type ReadReceipt = RunbookExecution & Partial<Pick<ExecutionReceipt, 'accountId' | 'region'>>;

/**
 * Reads the executions in a receipts file of version 1.0 or a later 1.x, which only adds members; throws
 * `UsageError` if the file contains anything else.
 */
export function readReceipts(file: string): ReadReceipt[] {
  refuseStandardInput('--receipts -', file);
  const expected = `${file}: expected the receipts of an earlier remediate, schema version 1.0 or a later 1.x`;
  const { schemaVersion, receipts } = readContent(file, expected);
  if (isReadable(schemaVersion) && Array.isArray(receipts) && receipts.every(isReadReceipt)) return receipts;
  const received = typeof schemaVersion === 'string' ? `version ${schemaVersion}` : 'another content';
  throw new UsageError(`${expected}; received ${isReadable(schemaVersion) ? 'invalid receipts' : received}`);
}

function isReadable(schemaVersion: unknown): boolean {
  return typeof schemaVersion === 'string' && /^1\.\d+$/.test(schemaVersion);
}

function readContent(file: string, expected: string): { schemaVersion?: unknown; receipts?: unknown } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    throw new UsageError(`${expected}; ${String(cause)}`, { cause });
  }
}

const STRING_FIELDS = ['userName', 'userId', 'automationExecutionId', 'status', 'failure'];

const OPTIONAL_STRING_FIELDS = ['accountId', 'region'];

function isReadReceipt(value: unknown): value is ReadReceipt {
  if (!isJsonObject(value)) return false;
  const { outputs } = value;
  return (
    STRING_FIELDS.every((name) => typeof value[name] === 'string') &&
    OPTIONAL_STRING_FIELDS.every((name) => ['string', 'undefined'].includes(typeof value[name])) &&
    isJsonObject(outputs) &&
    hasOnlyStrings(outputs)
  );
}

function hasOnlyStrings(values: Readonly<Record<string, unknown>>): boolean {
  return Object.values(values).every((each) => typeof each === 'string');
}
