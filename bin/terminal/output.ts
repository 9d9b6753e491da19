import type { Io } from './io.ts';
import type { Inputs } from './named-file.ts';
import { openResultFile } from './output-file.ts';

/** Where a command writes its result. */
export interface OutputOptions {
  /** A file instead of standard output. */
  readonly output?: string;
  /** Overwrites the file. */
  readonly force?: boolean;
  /** The file of `--sandbox=FILE`. */
  readonly sandboxFile?: string;
  /** The files that the command reads. */
  readonly inputs?: Inputs;
}

/** Writes the result of a command. */
export type WriteOutput = (text: string) => void;

/**
 * Opens standard output or the given file; throws `UsageError` if the file cannot be written
 * (`openResultFile`).
 */
export function openOutput({ output: file, force, sandboxFile, inputs }: OutputOptions, io: Io): WriteOutput {
  return file === undefined
    ? io.out
    : openResultFile({ option: '--output', file, force, sandboxFile, inputs }).write;
}
