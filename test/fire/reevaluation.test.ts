import { playByTheTable } from './play.ts';
import { change, due, putOff } from './stories/reevaluation.ts';

for (const story of [change, due, putOff]) playByTheTable(story);
