import { describe } from 'vitest';
import { findPython } from '../../sandbox/automation/scripts/python.ts';
import { describeMainJob } from './main-job-cases.ts';

describe.skipIf(!findPython())('with the scripts of the runbooks run by Python (skipped without it)', () => {
  describeMainJob({ automation: {}, denied: 'is not authorized to perform: iam:UpdateAccessKey' });
});
