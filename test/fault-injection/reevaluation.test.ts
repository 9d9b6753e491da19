import { injectFaultsOf } from './inject-faults.ts';
import { dueEvaluation, keyChange, postponedEvaluation } from './scenarios/reevaluation.ts';

for (const scenario of [keyChange, dueEvaluation, postponedEvaluation]) injectFaultsOf(scenario);
