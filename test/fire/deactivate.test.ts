import { playByTheTable } from './play.ts';
import { deactivate, takingBack } from './stories/deactivate.ts';

for (const story of [deactivate, takingBack]) playByTheTable(story);
