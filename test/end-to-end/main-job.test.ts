import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { describeFunctionError, describeMainJob } from './main-job-cases.ts';
import { describeOutcomes } from './outcome-cases.ts';

const withoutPython = { runScript: readPayloadDirectly };

describeMainJob(withoutPython);
describeOutcomes(withoutPython);
describeFunctionError(withoutPython, 'AccessDenied: User: ');
