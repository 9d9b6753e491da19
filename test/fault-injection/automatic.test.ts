import { injectFaultsOf } from './inject-faults.ts';
import { automaticDeactivation, toldByHand, withoutNotice } from './scenarios/automatic-deactivation.ts';

for (const scenario of [automaticDeactivation, withoutNotice, toldByHand]) injectFaultsOf(scenario);
