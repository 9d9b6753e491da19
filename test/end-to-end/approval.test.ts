import { readPayloadDirectly } from '../../sandbox/automation/scripts/without-python.ts';
import { describeApproval } from './approval-cases.ts';

describeApproval({ runScript: readPayloadDirectly });
