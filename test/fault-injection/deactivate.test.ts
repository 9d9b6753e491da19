import { injectFaultsOf } from './inject-faults.ts';
import { deactivate, takingBack } from './scenarios/deactivate.ts';

for (const scenario of [deactivate, takingBack]) injectFaultsOf(scenario);
