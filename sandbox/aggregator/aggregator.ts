import type { Operations } from '../api.ts';
import { detailOperations } from './detail-operations.ts';
import { ruleOperations } from './rule-operations.ts';
import { sourceOperations } from './source-operations.ts';
import type {
  AggregatedResource,
  AggregatedResult,
  AggregatorDefinition,
  AggregatorState,
  SourceStatus,
} from './state.ts';

/** Direct access to an aggregator of AWS Config, and its operations for `addOperations('config', …)`. */
export interface Aggregator {
  /** Sets the status of a source; it replaces an earlier one of the same account and Region. */
  setSource(source: SourceStatus): void;
  /**
   * Records the result of a resource; it replaces an earlier one. A result that is NOT_APPLICABLE removes it: an aggregator does not
   * hold such results (API reference, AggregateEvaluationResult).
   */
  record(result: AggregatedResult): void;
  /** Records a resource, which advanced queries find. */
  recordResource(resource: AggregatedResource): void;
  readonly operations: Operations;
}

/** Creates an aggregator that holds nothing. */
export function createAggregator(definition: AggregatorDefinition): Aggregator {
  const state: AggregatorState = { definition, sources: [], results: [], resources: [] };
  return {
    setSource(source) {
      const others = state.sources.filter(
        (each) => each.sourceId !== source.sourceId || each.awsRegion !== source.awsRegion,
      );
      state.sources = [...others, source];
    },
    record({ complianceType, ...result }) {
      const others = state.results.filter((each) => !isSameResource(each, result));
      state.results =
        complianceType === 'NOT_APPLICABLE' ? others : [...others, { ...result, complianceType }];
    },
    recordResource(resource) {
      state.resources = [...state.resources, resource];
    },
    operations: { ...sourceOperations(state), ...ruleOperations(state), ...detailOperations(state) },
  };
}

type ResultKey = Omit<AggregatedResult, 'complianceType'>;

function isSameResource(one: ResultKey, other: ResultKey): boolean {
  return (['accountId', 'awsRegion', 'configRuleName', 'resourceType', 'resourceId'] as const).every(
    (member) => one[member] === other[member],
  );
}
