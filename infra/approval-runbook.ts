import { readFileSync } from 'node:fs';
import { APPROVAL_RUNBOOK } from '../product/runbooks.ts';

/**
 * What the step RequestApproval of the runbook with an approval has from its template, each as the YAML that
 * stands for it.
 */
export interface ApprovalValues {
  /** The whole line with the topic, without the spaces before it; empty if no topic is told. */
  readonly notificationLine: string;
  /** 1–10, and at most the number of approvers (Systems Manager User Guide, "aws:approve"). */
  readonly minRequiredApprovals: string;
  /** At most 10, between quotation marks and joined by a comma and a space. */
  readonly approvers: string;
  /** At most 2592000, which are 30 days (the same page). */
  readonly timeoutSeconds: string;
}

/** The content of the runbook with these values; throws if the file lacks a line that a value belongs to. */
export function approvalRunbook(values: ApprovalValues): string {
  const lines: readonly (readonly [start: string, line: string])[] = [
    ['      NotificationArn: ', `      ${values.notificationLine}`],
    ['      MinRequiredApprovals: ', `      MinRequiredApprovals: ${values.minRequiredApprovals}`],
    ['      Approvers: ', `      Approvers: [${values.approvers}]`],
    ['    timeoutSeconds: 604800', `    timeoutSeconds: ${values.timeoutSeconds}`],
  ];
  return lines.reduce((content, [start, line]) => replaceLine(content, start, line), readContent());
}

/** The content of the file, without the comment at its head, which explains the file. */
function readContent(): string {
  const url = new URL(`../remediation/${APPROVAL_RUNBOOK.file}`, import.meta.url);
  return readFileSync(url, 'utf8').replace(/^(#.*\n)+/, '');
}

function replaceLine(content: string, start: string, line: string): string {
  const lines = content.split('\n');
  const found = lines.filter((each) => each.startsWith(start));
  if (found.length !== 1) {
    throw new Error(`${APPROVAL_RUNBOOK.file}: expected one line "${start}"; received ${found.length}`);
  }
  return lines.map((each) => (each === found[0] ? line : each)).join('\n');
}
