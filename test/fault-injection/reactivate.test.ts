import { injectFaultsOf } from './inject-faults.ts';
import { reactivate, reactivateForeign } from './scenarios/reactivate.ts';

for (const scenario of [reactivate, reactivateForeign]) injectFaultsOf(scenario);
