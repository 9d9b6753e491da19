import { playByTheTable } from './play.ts';
import { deleteDeactivated } from './stories/delete-deactivated.ts';
import { startDeletions } from './stories/start-deletions.ts';

for (const story of [deleteDeactivated, startDeletions]) playByTheTable(story);
