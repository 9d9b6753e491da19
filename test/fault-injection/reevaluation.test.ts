import { injectFaultsOf } from './inject-faults.ts';
import { change, due, putOff } from './scenarios/reevaluation.ts';

for (const scenario of [change, due, putOff]) injectFaultsOf(scenario);
