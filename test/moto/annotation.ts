import type { ConfigResult } from './config-operations.ts';
import type { ExpectedVerdict } from './oracle.ts';

/**
 * Converts a result on the dashboard to the form of the oracle; throws if the annotation contains no verdict.
 */
export function readResult({ complianceType, annotation }: ConfigResult): ExpectedVerdict {
  const type = complianceType as ExpectedVerdict['complianceType'];
  const kept = /Keep (AKIA\w+)/.exec(annotation)?.[1] ?? '';
  if (!kept) return { complianceType: type, situation: situationIn(annotation), kept, surplus: [] };
  const ids = annotation.match(/AKIA[A-Z0-9]{16}\b/g) ?? [];
  const surplus = ids.filter((id) => id !== kept).toSorted();
  return { complianceType: type, situation: '', kept, surplus };
}

function situationIn(annotation: string): string {
  const refusal = /No key can be selected\. (\w+):/.exec(annotation)?.[1];
  if (refusal) return refusal;
  // A colon or a full stop ends the value, and the value itself can contain both.
  const until = /Exempt until (\S+)[:.](?: |$)/.exec(annotation)?.[1];
  if (until) return `exempt until ${until}`;
  if (annotation.includes('Rotation in progress until ')) return 'rotation in progress';
  const count = /(No|1) active access key\.$/.exec(annotation)?.[1];
  if (count) return `${count === 'No' ? 0 : count} active`;
  throw new Error(`Expected a plan, a refusal or a situation; received "${annotation}"`);
}
