import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Runbook, Step } from '../../../sandbox/automation/document/runbook.ts';

/** A runbook as it lies in the repository. */
export interface RunbookFile {
  /** `deactivate-surplus-access-keys.yaml`. */
  readonly file: string;
  /** Under which it is deployed: `OneActiveKey-DeactivateSurplusAccessKeys`. */
  readonly documentName: string;
  readonly content: string;
  /** The parsed content; whether it has this form is for the first rule to say. */
  readonly runbook: Runbook;
}

/** What the linter looks at, and the sentence that every runbook keeps. */
export interface Rule {
  readonly expectation: string;
  /** A sentence for each breach: what was expected, and what came. */
  readonly complaints: (file: RunbookFile) => readonly string[];
}

/** A runbook of this content. */
export function runbookFile(file: string, content: string): RunbookFile {
  const words = file.replace(/\.yaml$/, '').split('-');
  const pascalCase = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return { file, documentName: `OneActiveKey-${pascalCase}`, content, runbook: parse(content) as Runbook };
}

/** Every runbook of the repository. */
export function allRunbooks(): readonly RunbookFile[] {
  return readdirSync('remediation/runbooks')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => runbookFile(file, readFileSync(`remediation/runbooks/${file}`, 'utf8')));
}

/** The steps of one action. */
export function stepsOf({ runbook }: RunbookFile, action: Step['action']): readonly Step[] {
  return runbook.mainSteps.filter((step) => step.action === action);
}
