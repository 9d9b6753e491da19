import type { Ask } from '../bin/terminal/confirm.ts';
import type { Credentials, LiveClients } from './clients.ts';
import type { Clock } from './scene.ts';

/** The account, the time and the terminal of a run. */
export interface Run extends Clock {
  /** The clients of the person, or those of the test user. */
  readonly clientsOf: (credentials?: Credentials) => LiveClients;
  readonly ask: Ask;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly width: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
