import { injectFaultsOf } from './inject-faults.ts';
import { deleteDeactivated } from './scenarios/delete-deactivated.ts';
import { startDeletions } from './scenarios/start-deletions.ts';

for (const scenario of [deleteDeactivated, startDeletions]) injectFaultsOf(scenario);
