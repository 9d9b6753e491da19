import { injectFaultsOf } from './inject-faults.ts';
import { dailyPass } from './scenarios/daily-pass.ts';
import { deleteDeactivated } from './scenarios/delete-deactivated.ts';

for (const scenario of [deleteDeactivated, dailyPass]) injectFaultsOf(scenario);
