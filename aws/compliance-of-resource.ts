import {
  type ComplianceType,
  type ConfigServiceClient,
  type EvaluationResult,
  paginateGetComplianceDetailsByResource,
} from '@aws-sdk/client-config-service';
import { optionalText, required, requiredList, requiredText } from './required.ts';

/** The result of a rule for one resource, as AWS Config holds it. */
export interface HeldResult {
  readonly complianceType: ComplianceType;
  /** Empty if the evaluation had none. */
  readonly annotation: string;
  readonly recordedAt: Date;
}

/** A resource, and the rule whose result is asked for. */
export interface RuleAndResource {
  readonly configRuleName: string;
  readonly resourceType: string;
  readonly resourceId: string;
}

/** Without them AWS Config would not list NOT_APPLICABLE (API reference, GetComplianceDetailsByResource). */
const ALL_TYPES: ComplianceType[] = ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'];

/** Reads the result of a rule for a resource; undefined if AWS Config holds none. */
export async function readHeldResult(
  config: ConfigServiceClient,
  { configRuleName, resourceType: ResourceType, resourceId: ResourceId }: RuleAndResource,
): Promise<HeldResult | undefined> {
  const pages = paginateGetComplianceDetailsByResource(
    { client: config },
    { ResourceType, ResourceId, ComplianceTypes: ALL_TYPES },
  );
  for await (const { EvaluationResults } of pages) {
    const results = requiredList('GetComplianceDetailsByResource.EvaluationResults', EvaluationResults ?? []);
    const result = results.find((each) => ruleNameOf(each) === configRuleName);
    if (result) return toHeldResult(result);
  }
  return undefined;
}

function ruleNameOf({ EvaluationResultIdentifier }: EvaluationResult): string | undefined {
  return EvaluationResultIdentifier?.EvaluationResultQualifier?.ConfigRuleName;
}

function toHeldResult({
  ComplianceType: type,
  Annotation,
  ResultRecordedTime,
}: EvaluationResult): HeldResult {
  return {
    complianceType: requiredText('EvaluationResult.ComplianceType', type),
    annotation: optionalText(Annotation),
    recordedAt: required('EvaluationResult.ResultRecordedTime', ResultRecordedTime),
  };
}
