import { injectFaultsOf } from './inject-faults.ts';
import { watching } from './scenarios/rule-watching.ts';

injectFaultsOf(watching);
