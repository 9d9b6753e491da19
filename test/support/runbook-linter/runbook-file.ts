import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Runbook, Step } from '../../../sandbox/automation/document/runbook.ts';

/** A runbook in the repository. */
export interface RunbookFile {
  /** `deactivate-surplus-access-keys.yaml`. */
  readonly file: string;
  /** The name of the deployed document: `OneActiveKey-DeactivateSurplusAccessKeys`. */
  readonly documentName: string;
  readonly content: string;
  /** The parsed content; the first rule checks whether it has this type. */
  readonly runbook: Runbook;
}

/** A rule of the linter; `expectation` completes the sentence "The runbook …". */
export interface Rule {
  readonly expectation: string;
  /** One sentence for each violation, with the expected and the received value. */
  readonly complaints: (file: RunbookFile) => readonly string[];
}

/** A runbook with this file name and content. */
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

/** The steps with an action. */
export function stepsOf({ runbook }: RunbookFile, action: Step['action']): readonly Step[] {
  return runbook.mainSteps.filter((step) => step.action === action);
}
