import type { Scene } from './scene.ts';

/** What AWS was seen to do, compared with what the code assumes. */
export type Comparison = 'OK' | 'DIFFERS' | 'NOT ANSWERED';

/** The answer to a question. */
export interface Answer {
  readonly comparison: Comparison;
  /** What was observed, or why nothing was; one sentence or two. */
  readonly observed: string;
}

/** One question of docs/verify-in-aws.md that this program asks. */
export interface Question {
  /** The number of its row on the page. */
  readonly row: number;
  readonly question: string;
  readonly assumed: string;
  /** Asks AWS; an error that it throws becomes the reason why the question has no answer. */
  readonly ask: (scene: Scene) => Promise<Answer>;
}

/** AWS does what the code assumes. */
export const ok = (observed: string): Answer => ({ comparison: 'OK', observed });

/** AWS does something else. */
export const differs = (observed: string): Answer => ({ comparison: 'DIFFERS', observed });

/** Nothing can be said about the question, for this reason. */
export const notAnswered = (observed: string): Answer => ({ comparison: 'NOT ANSWERED', observed });
