import { describeError } from '../product/describe.ts';
import { type Answer, notAnswered } from './question.ts';
import { QUESTIONS } from './questions/all.ts';
import type { Scene } from './scene.ts';
import type { Answered } from './table.ts';

/** What the questions tell while they are asked. */
export interface Progress {
  /** Aborted when the person ends the program. */
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** Asks all questions, one after the other; those that are left when the signal aborts have no answer. */
export async function askAll(scene: Scene, { signal, tell }: Progress): Promise<readonly Answered[]> {
  const answers: Answered[] = [];
  for (const question of QUESTIONS) {
    if (!signal.aborted) tell(`Row ${question.row}: ${question.question}`);
    answers.push({ question, answer: await orReason(signal, () => question.ask(scene)) });
  }
  return answers;
}

/** The answer; an error is no answer, whatever it says. */
async function orReason(signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
  if (signal.aborted) return notAnswered(INTERRUPTED);
  try {
    return await ask();
  } catch (error) {
    return notAnswered(signal.aborted ? INTERRUPTED : describeError(error));
  }
}

const INTERRUPTED = 'The program was interrupted.';
