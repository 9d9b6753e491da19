import type { Identity } from '../account/identity.ts';
import type { Inputs } from '../terminal/named-file.ts';
import type { RunbookStart } from './batch-report.ts';
import { receiptOf } from './receipt.ts';
import { openReceiptsFile, type ReceiptsFile } from './receipts-file.ts';
import type { RunbookExecution } from './runbook-execution.ts';

/** The options of a command that writes its receipts to a file. */
export interface ReceiptsOptions {
  /** A new file for the receipts, from which `undo` can reactivate all keys. */
  readonly receipts?: string | undefined;
  /** Overwrites that file. */
  readonly force?: boolean;
  /** The file of `--sandbox=FILE`. */
  readonly sandboxFile?: string;
  /** The files that the command reads. */
  readonly inputs?: Inputs;
}

/**
 * Opens the file for the receipts, before the first call to AWS; throws `UsageError` if it cannot be written.
 */
export function openReceipts({
  receipts: file,
  option = '--receipts',
  force,
  sandboxFile,
  inputs,
}: ReceiptsOptions & { readonly option?: string }): ReceiptsFile | undefined {
  return file === undefined ? undefined : openReceiptsFile({ option, file, force, sandboxFile, inputs });
}

/** What the receipts of a batch have in common, and their file, if there is to be one. */
export interface ReceiptsOrigin {
  readonly document: string;
  readonly identity: Identity;
  readonly file?: ReceiptsFile | undefined;
}

/** Writes the receipts of a batch. */
export interface ReceiptsKeeper {
  /**
   * Before a start: if this process is killed before AWS confirms it, the file says that the effect is
   * unknown.
   */
  begin(request: RunbookStart): void;
  keep(execution: RunbookExecution, request: RunbookStart): void;
}

/** Writes the receipts of a batch into the file. */
export function keepReceipts({ document, identity, file }: ReceiptsOrigin, now: () => Date): ReceiptsKeeper {
  const starts = new Map<RunbookStart, Date>();
  const keep = (execution: RunbookExecution, request: RunbookStart): void => {
    const { parameters, decision, decided } = request;
    const startedAt = starts.get(request) ?? now();
    starts.set(request, startedAt);
    const act = { document, identity, startedAt, parameters, decision, decided };
    file?.put(request, receiptOf(act, execution, now()));
  };
  return { keep, begin: (request) => keep(notConfirmed(request), request) };
}

function notConfirmed({ userName, userId }: RunbookStart): RunbookExecution {
  const failure = 'The command ended before AWS confirmed the start.';
  return { userName, userId, automationExecutionId: '', status: 'Unknown', outputs: {}, failure };
}
