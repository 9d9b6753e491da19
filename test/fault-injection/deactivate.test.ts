import { injectFaultsOf } from './inject-faults.ts';
import { deactivate, rollingBack } from './scenarios/deactivate.ts';

for (const scenario of [deactivate, rollingBack]) injectFaultsOf(scenario);
