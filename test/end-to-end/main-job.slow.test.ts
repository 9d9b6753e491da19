import { describe } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { describeFunctionError, describeMainJob } from './main-job-cases.ts';
import { describeOutcomes } from './outcome-cases.ts';

describe.skipIf(!findPython())('with scripts that Python runs (skipped if Python is absent)', () => {
  describeMainJob({});
  describeOutcomes({});
  describeFunctionError({}, 'is not authorized to perform: iam:UpdateAccessKey');
});
