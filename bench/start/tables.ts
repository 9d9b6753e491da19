import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TEMPLATE_FILES } from '../../infra/build/build.ts';
import { MAX_TEMPLATE_OBJECT_BYTES } from '../../infra/templates/template.ts';
import { NAMES } from '../../product/names.ts';
import { percent, printRow, printTableHeader } from '../table.ts';
import { functionsIn } from './deployed.ts';
import { serveEvaluation } from './evaluation.ts';
import { EMPTY, measureInTurns, programsOf } from './measure.ts';
import { findPlatform, type Platform } from './platform.ts';
import { functionSizes, templateSizes } from './sizes.ts';
import type { Program, Start } from './start.ts';

const ROUNDS = 21;
const [USERS, SHARE, EVALUATIONS] = [5_000, 0.3, 15];

/** Prints the tables of "Start and size" for the last build. */
export async function printStartAndSize(): Promise<void> {
  const templates = Object.fromEntries(
    Object.entries(TEMPLATE_FILES).map(([stack, file]) => [stack, readBuilt(file)]),
  );
  printSizes(templates);
  const functions = functionsIn(templates['OneActiveKey'] ?? '');
  await printStarts(findPlatform(), programsOf(functions));
}

function readBuilt(file: string): string {
  return readFileSync(fileURLToPath(new URL(`../../dist/${file}`, import.meta.url)), 'utf8');
}

function printSizes(templates: Readonly<Record<string, string>>): void {
  printTableHeader('Size of the functions, bytes', ['function', 'code', 'zip file']);
  for (const { name, code, zip } of functionSizes()) printRow([name, code, zip]);
  printTableHeader('Size of the templates, bytes', ['template', 'bytes', 'limit', 'of the limit']);
  for (const { stack, bytes } of templateSizes(templates)) {
    const limit = MAX_TEMPLATE_OBJECT_BYTES;
    printRow([TEMPLATE_FILES[stack] ?? stack, bytes, limit, percent(bytes / limit)]);
  }
}

async function printStarts(platform: Platform, programs: Readonly<Record<string, Program>>): Promise<void> {
  printTableHeader(`Start of a function on ${platform.title}, median of ${ROUNDS}`, [
    'function',
    'ms',
    'times empty',
    'CPU ms',
    'times empty',
    'MiB',
    'times empty',
    'of its memory',
  ]);
  const starts = await measureInTurns(platform, programs, ROUNDS);
  const { [EMPTY]: empty } = starts;
  if (!empty) throw new Error(`Expected a program named ${EMPTY}`);
  for (const [name, each] of Object.entries(starts)) {
    const { milliseconds, cpuMilliseconds } = each;
    const cells = [
      ...withRatio(milliseconds, empty.milliseconds),
      ...withRatio(cpuMilliseconds, empty.cpuMilliseconds),
    ];
    printRow([name, ...cells, ...memoryCells(each, empty, programs[name])]);
  }
  const evaluated = await measureEvaluation(platform, programs[NAMES.ruleFunction]);
  const name = `rule, having evaluated ${USERS} users (median of ${EVALUATIONS})`;
  printRow([name, '', '', '', '', ...memoryCells(evaluated, empty, programs[NAMES.ruleFunction])]);
}

async function measureEvaluation(platform: Platform, rule?: Program): Promise<Start | undefined> {
  if (!rule) throw new Error(`Expected a template with ${NAMES.ruleFunction}`);
  const { program, close } = await serveEvaluation(rule, USERS, SHARE);
  try {
    return (await measureInTurns(platform, { program }, EVALUATIONS))['program'];
  } finally {
    await close();
  }
}

function memoryCells(measured?: Start, empty?: Start, program?: Program): readonly string[] {
  const { megabytes = Number.NaN } = measured ?? {};
  const share = megabytes / (program?.memoryMegabytes ?? Number.NaN);
  return [...withRatio(megabytes, empty?.megabytes ?? Number.NaN), percent(share)];
}

function withRatio(value: number, empty: number): readonly string[] {
  return [value.toFixed(0), (value / empty).toFixed(2)];
}
