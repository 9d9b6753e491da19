import { formatSchedule } from '../engine/schedule.ts';
import type { Found } from '../engine/search.ts';

/** What a search of a scenario found, and how long it took. */
export interface Explored extends Found {
  readonly scenario: string;
  readonly seconds: number;
}

/** A line of figures, and, for each schedule that breaks a promise, how to play it again. */
export function reportOf({ scenario, schedules, states, seconds, isComplete, broken }: Explored): string {
  const extent = isComplete
    ? 'to its end'
    : broken.length > 0
      ? 'until a promise was broken'
      : 'as far as the limit allows';
  const figures = `${scenario}: ${schedules} schedules, ${states} states, ${seconds.toFixed(1)} s, ${extent}`;
  const found = broken.flatMap((each) => [
    ...each.broken.map((sentence) => `  broken: ${sentence}`),
    `  replay: ${replayCommand(scenario, formatSchedule(each.schedule))}`,
  ]);
  return [figures, ...found].join('\n');
}

/** The command that plays a schedule again. */
export const replayCommand = (scenario: string, schedule: string): string =>
  `npm run explore -- --scenario ${scenario} --schedule "${schedule}"`;
