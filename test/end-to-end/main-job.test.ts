import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { describeMainJob } from './main-job-cases.ts';

describeMainJob({ automation: { runScript: readPayloadDirectly }, denied: 'AccessDenied: User: ' });
