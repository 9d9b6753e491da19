import { injectFaultsOf } from './inject-faults.ts';
import { targeted } from './scenarios/rule-targeted.ts';

injectFaultsOf(targeted);
