/** A result that Config shows for a resource. */
export interface ConfigResult {
  readonly complianceType: string;
  readonly annotation: string;
  /** Seconds since the epoch, as in the request. */
  readonly orderingTimestamp: number;
}

type Input = Readonly<Record<string, unknown>>;

/** The state of Config. */
export interface ConfigState {
  /** The ARNs of the rules' functions, by the rules' names. */
  readonly rules: Readonly<Record<string, string>>;
  /** By resource id. */
  readonly results: Map<string, ConfigResult>;
  /** The rules whose evaluation was started and has not begun. */
  readonly started: Set<string>;
  /** The token of the running evaluation; empty if no evaluation runs. */
  token: string;
}

/** An error of Config: its code, and the part of the request that Config refuses. */
export class ConfigError extends Error {
  readonly code: string;

  constructor(code: string, refused: unknown) {
    super(`${code}: ${JSON.stringify(refused) ?? 'nothing'}`);
    this.code = code;
  }
}

/**
 * The operations that the two functions' roles allow; the limits are those of the AWS Config API Reference.
 */
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
    throw new ConfigError('InvalidResultTokenException', ResultToken);
  const evaluations = (Evaluations ?? []) as readonly Readonly<Record<string, unknown>>[];
  if (evaluations.length > 100) throw new ConfigError('ValidationException', evaluations.length);
  const accepted = evaluations.map((evaluation): [string, ConfigResult] => {
    const {
      ComplianceResourceId: id,
      ComplianceType: type,
      Annotation: annotation,
      OrderingTimestamp: at,
    } = evaluation;
    const isValid =
      evaluation['ComplianceResourceType'] === 'AWS::IAM::User' &&
      isText(id, 768) &&
      ['COMPLIANT', 'NON_COMPLIANT', 'NOT_APPLICABLE'].includes(String(type)) &&
      (annotation === undefined || isText(annotation, 256)) &&
      typeof at === 'number';
    if (!isValid) throw new ConfigError('InvalidParameterValueException', evaluation);
    return [id, { complianceType: String(type), annotation: annotation ?? '', orderingTimestamp: at }];
  });
  for (const [id, result] of accepted) results.set(id, result);
  return { FailedEvaluations: [] };
}

function getComplianceDetails(input: Input, { rules, results }: ConfigState): object {
  const { ConfigRuleName, ComplianceTypes, Limit, NextToken } = input;
  if (!rules[String(ConfigRuleName)]) throw new ConfigError('NoSuchConfigRuleException', ConfigRuleName);
  // The API reference: 0 means the default, as does an absent Limit.
  const limit = Number(Limit ?? 0) || 10;
  if (limit < 0 || limit > 100) throw new ConfigError('InvalidParameterValueException', Limit);
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
  if (names.length < 1 || names.length > 25) throw new ConfigError('ValidationException', names);
  const unknown = names.find((name) => !rules[name]);
  if (unknown) throw new ConfigError('NoSuchConfigRuleException', unknown);
  // API reference: "if the previous call has not completed"; here it completes when the test begins an
  // evaluation.
  if (names.some((name) => started.has(name))) throw new ConfigError('LimitExceededException', names);
  for (const name of names) started.add(name);
  return {};
}

function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= limit;
}
