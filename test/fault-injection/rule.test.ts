import { injectFaultsOf } from './inject-faults.ts';
import { rule, userLeft } from './scenarios/rule.ts';

for (const scenario of [rule, userLeft]) injectFaultsOf(scenario);
