/** A requirement of a standard that asks for one active access key per IAM user. */
export interface Requirement {
  readonly standard: string;
  /** Versions of the standard with the same number, the oldest first. */
  readonly versions: readonly string[];
  readonly id: string;
  /** Who maps the requirement to the rule. */
  readonly source: 'the benchmark' | 'Prowler';
}

/**
 * CIS Amazon Web Services Foundations Benchmark. Its item is "Automated", Level 1: "Ensure there is only one
 * active access key for any single IAM user". 1.2.0 has no such item, 7.0.0 has retired it.
 */
export const CIS: readonly Requirement[] = [
  {
    standard: 'CIS AWS Foundations Benchmark',
    versions: ['1.3.0', '1.4.0', '1.5.0', '2.0.0', '3.0.0', '4.0.0', '4.0.1'],
    id: '1.13',
    source: 'the benchmark',
  },
  { standard: 'CIS AWS Foundations Benchmark', versions: ['5.0.0'], id: '1.12', source: 'the benchmark' },
  { standard: 'CIS AWS Foundations Benchmark', versions: ['6.0.0'], id: '2.12', source: 'the benchmark' },
];

/** What Prowler maps its check `iam_user_two_active_access_key` to, as of August 2026. */
export const OTHERS: readonly Requirement[] = [
  { standard: 'ASD Essential Eight', versions: [], id: 'E8-4.2', source: 'Prowler' },
  {
    standard: 'AWS Well-Architected Framework, Security Pillar',
    versions: [],
    id: 'SEC02-BP01',
    source: 'Prowler',
  },
  { standard: 'AWS AI Security Framework', versions: [], id: 'AISF-IAM-03', source: 'Prowler' },
  { standard: 'BSI C5', versions: ['2025'], id: 'IAM-10.01B, CRY-03.01B', source: 'Prowler' },
  { standard: 'CCC', versions: ['2025.10'], id: 'CCC.IAM.CN01.AR01, CCC.IAM.CN01.AR02', source: 'Prowler' },
  { standard: 'ENS', versions: ['RD2022'], id: 'op.acc.6.aws.iam.1', source: 'Prowler' },
  { standard: 'FedRAMP', versions: ['20x'], id: 'KSI-IAM', source: 'Prowler' },
  { standard: 'KISA ISMS-P', versions: [], id: '2.7.2, 2.10.2', source: 'Prowler' },
  { standard: 'MITRE ATT&CK', versions: [], id: 'T1078, T1550', source: 'Prowler' },
  { standard: 'NIS2', versions: [], id: '9.2.c', source: 'Prowler' },
  { standard: 'SecNumCloud', versions: ['3.2'], id: '9.3', source: 'Prowler' },
];

/** The CIS numbers in short, for the description of the rule: `1.13 (1.3.0-4.0.1), 1.12 (5.0.0), …`. */
export function cisInShort(): string {
  return CIS.map(
    ({ id, versions }) => `${id} (${[...new Set([versions[0], versions.at(-1)])].join('-')})`,
  ).join(', ');
}
