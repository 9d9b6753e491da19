/** What Config shows of a resource. */
export interface ConfigResult {
  readonly complianceType: string;
  readonly annotation: string;
  /** Seconds since the epoch, as they came. */
  readonly orderingTimestamp: number;
}

type Input = Readonly<Record<string, unknown>>;

/** What Config holds. */
export interface ConfigState {
  /** The ARNs of the rules' functions, by the rules' names. */
  readonly rules: Readonly<Record<string, string>>;
  /** By resource id. */
  readonly results: Map<string, ConfigResult>;
  /** The rules whose evaluation was started and has not begun. */
  readonly started: Set<string>;
  /** The token of the evaluation that runs; empty if none does. */
  token: string;
}

/** Config's own errors: the code, and what it is about. */
export class Refusal extends Error {
  readonly code: string;

  constructor(code: string, about: unknown) {
    super(`${code}: ${JSON.stringify(about) ?? 'nothing'}`);
    this.code = code;
  }
}

/** The operations that the two functions' roles allow; the limits are those of the AWS Config API Reference. */
export const OPERATIONS: Readonly<Record<string, (input: Input, state: ConfigState) => object>> = {
  PutEvaluations: putEvaluations,
  GetComplianceDetailsByConfigRule: getComplianceDetails,
  DescribeConfigRules: (_input, { rules }) => ({
    ConfigRules: Object.entries(rules).map(([ConfigRuleName, SourceIdentifier]) => ({
      ConfigRuleName,
      Source: { Owner: 'CUSTOM_LAMBDA', SourceIdentifier },
    })),
  }),
  StartConfigRulesEvaluation: startEvaluation,
};

function putEvaluations(
  { Evaluations, ResultToken, TestMode }: Input,
  { results, token }: ConfigState,
): object {
  if (TestMode || !token || ResultToken !== token)
    throw new Refusal('InvalidResultTokenException', ResultToken);
  const evaluations = (Evaluations ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (evaluations.length > 100) throw new Refusal('ValidationException', evaluations.length);
  const taken = evaluations.map((evaluation): [string, ConfigResult] => {
    const {
      ComplianceResourceId: id,
      ComplianceType: type,
      Annotation: said,
      OrderingTimestamp: at,
    } = evaluation;
    const isValid =
      evaluation['ComplianceResourceType'] === 'AWS::IAM::User' &&
      isText(id, 768) &&
      ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'].includes(String(type)) &&
      (said === undefined || isText(said, 256)) &&
      typeof at === 'number';
    if (!isValid) throw new Refusal('InvalidParameterValueException', evaluation);
    return [id, { complianceType: String(type), annotation: said ?? '', orderingTimestamp: at }];
  });
  for (const [id, result] of taken) results.set(id, result);
  return { FailedEvaluations: [] };
}

function getComplianceDetails(input: Input, { rules, results }: ConfigState): object {
  const { ConfigRuleName, ComplianceTypes, Limit, NextToken } = input;
  if (!rules[String(ConfigRuleName)]) throw new Refusal('NoSuchConfigRuleException', ConfigRuleName);
  // Zero, too, stands for the default.
  const limit = Number(Limit ?? 0) || 10;
  if (limit < 0 || limit > 100) throw new Refusal('InvalidParameterValueException', Limit);
  const types = (ComplianceTypes ?? ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE']) as readonly string[];
  const found = [...results].filter(([, { complianceType }]) => types.includes(complianceType));
  const start = Number(NextToken ?? 0);
  const page = found.slice(start, start + limit).map(([ResourceId, { complianceType, annotation }]) => ({
    EvaluationResultIdentifier: {
      EvaluationResultQualifier: { ConfigRuleName, ResourceType: 'AWS::IAM::User', ResourceId },
    },
    ComplianceType: complianceType,
    Annotation: annotation,
  }));
  const end = start + limit;
  return { EvaluationResults: page, ...(end < found.length && { NextToken: String(end) }) };
}

function startEvaluation({ ConfigRuleNames }: Input, { rules, started }: ConfigState): object {
  const names = (ConfigRuleNames ?? []) as readonly string[];
  if (names.length < 1 || names.length > 25) throw new Refusal('ValidationException', names);
  const unknown = names.find((name) => !rules[name]);
  if (unknown) throw new Refusal('NoSuchConfigRuleException', unknown);
  // "If the previous call has not completed": none of them runs before the test begins it.
  if (names.some((name) => started.has(name))) throw new Refusal('LimitExceededException', names);
  for (const name of names) started.add(name);
  return {};
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= limit;
}
