import { playByTheTable } from './play.ts';
import { reactivate, reactivateForeign } from './stories/reactivate.ts';

for (const story of [reactivate, reactivateForeign]) playByTheTable(story);
