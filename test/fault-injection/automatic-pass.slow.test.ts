import { injectFaultsOf } from './inject-faults.ts';
import { automaticPass } from './scenarios/automatic-pass.ts';

injectFaultsOf(automaticPass);
