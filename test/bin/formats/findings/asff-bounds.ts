/** A finding in the AWS Security Finding Format, as far as we write it. */
export interface Asff {
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly AwsAccountName?: string;
  readonly UpdatedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly FindingProviderFields: {
    readonly Severity: { readonly Label: string };
    readonly Types: readonly string[];
  };
  readonly Remediation?: { readonly Recommendation: { readonly Text: string; readonly Url?: string } };
  readonly Compliance: { readonly Status: string; readonly RelatedRequirements?: readonly string[] };
  readonly RecordState: string;
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly AsffResource[];
}

/** A resource of a finding. */
export interface AsffResource {
  readonly Type: string;
  readonly Id: string;
  readonly Tags?: Readonly<Record<string, string>>;
}

const longest = (texts: readonly (string | undefined)[]) =>
  Math.max(0, ...texts.map((text) => text?.length ?? 0));

/** What a bound is about, the value of a finding, and the maximum. */
type Bound = readonly [string, (finding: Asff) => number, number];

/**
 * The documented bounds that the service model lacks (Security Hub API Reference: AwsSecurityFinding,
 * Recommendation and Resource; BatchImportFindings for the size in bytes; IAM User Guide for tags).
 */
const BOUNDS: readonly Bound[] = [
  ['Id', ({ Id }) => Id.length, 512],
  ['ProductArn', ({ ProductArn }) => ProductArn.length, 2_048],
  ['GeneratorId', ({ GeneratorId }) => GeneratorId.length, 512],
  ['AwsAccountName', ({ AwsAccountName }) => longest([AwsAccountName]), 50],
  ['Title', ({ Title }) => Title.length, 256],
  ['Description', ({ Description }) => Description.length, 1_024],
  ['Recommendation.Text', ({ Remediation }) => longest([Remediation?.Recommendation.Text]), 512],
  ['Types', ({ FindingProviderFields }) => FindingProviderFields.Types.length, 50],
  ['RelatedRequirements', ({ Compliance }) => Compliance.RelatedRequirements?.length ?? 0, 32],
  ['ProductFields', ({ ProductFields }) => Object.keys(ProductFields).length, 50],
  ['keys of ProductFields', ({ ProductFields }) => longest(Object.keys(ProductFields)), 128],
  ['values of ProductFields', ({ ProductFields }) => longest(Object.values(ProductFields)), 2_048],
  ['Resources', ({ Resources }) => Resources.length, 32],
  ['types of Resources', ({ Resources }) => longest(Resources.map(({ Type }) => Type)), 256],
  ['Tags', ({ Resources }) => Math.max(...Resources.map(({ Tags }) => Object.keys(Tags ?? {}).length)), 50],
  ['keys of Tags', ({ Resources }) => longest(Resources.flatMap(({ Tags }) => Object.keys(Tags ?? {}))), 128],
  [
    'values of Tags',
    ({ Resources }) => longest(Resources.flatMap(({ Tags }) => Object.values(Tags ?? {}))),
    256,
  ],
  ['bytes', (finding) => Buffer.byteLength(JSON.stringify(finding)), 240_000],
];

/** The bounds that a finding exceeds. */
export function exceededBounds(finding: Asff): readonly string[] {
  return BOUNDS.filter(([, measure, maximum]) => measure(finding) > maximum).map(
    ([name, measure, maximum]) => `${name}: at most ${maximum}; received ${measure(finding)}`,
  );
}
