import { injectFaultsOf } from './inject-faults.ts';
import { rule } from './scenarios/rule.ts';

injectFaultsOf(rule);
