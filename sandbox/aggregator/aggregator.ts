import type { Operations } from '../api.ts';
import { detailOperations } from './detail-operations.ts';
import { ruleOperations } from './rule-operations.ts';
import { sourceOperations } from './source-operations.ts';
import {
  type AggregatedResource,
  type AggregatedResult,
  type AggregatorDefinition,
  type AggregatorState,
  type HeldResult,
  resultKey,
  type SourceStatus,
} from './state.ts';

/** Direct access to an aggregator of AWS Config, and its operations for `addOperations('config', …)`. */
export interface Aggregator {
  /** Sets the status of a source; it replaces an earlier one of the same account and Region. */
  setSource(source: SourceStatus): void;
  /**
   * Records the result of a resource; it replaces an earlier one. A result that is NOT_APPLICABLE removes it:
   * an aggregator does not hold such results (API reference, AggregateEvaluationResult).
   */
  record(result: AggregatedResult): void;
  /** Records a resource, which advanced queries find. */
  recordResource(resource: AggregatedResource): void;
  readonly operations: Operations;
}

/** Creates an aggregator that holds nothing. */
export function createAggregator(definition: AggregatorDefinition): Aggregator {
  const sources = new Map<string, SourceStatus>();
  const results = new Map<string, HeldResult>();
  const resources: AggregatedResource[] = [];
  const lists = keptUntilChanged({
    sources: () => [...sources.values()],
    results: () => [...results.values()],
    resources: () => [...resources],
  });
  const state: AggregatorState = { definition, ...lists.read };
  return {
    setSource: (source) =>
      lists.change(() => sources.set(`${source.sourceId} ${source.awsRegion ?? ''}`, source)),
    record: ({ complianceType, ...result }) =>
      lists.change(() => {
        const key = resultKey(result);
        if (complianceType === 'NOT_APPLICABLE') results.delete(key);
        else results.set(key, { ...result, complianceType });
      }),
    recordResource: (resource) => lists.change(() => resources.push(resource)),
    operations: { ...sourceOperations(state), ...ruleOperations(state), ...detailOperations(state) },
  };
}

/**
 * Makes each list once until the next change, so that all pages of a listing share one list, which is sorted
 * only once.
 */
function keptUntilChanged<Lists extends Readonly<Record<string, () => readonly unknown[]>>>(make: Lists) {
  const kept = new Map<string, readonly unknown[]>();
  const reader = (name: string) => () => {
    const list = kept.get(name) ?? make[name]?.() ?? [];
    kept.set(name, list);
    return list;
  };
  const read = Object.fromEntries(Object.keys(make).map((name) => [name, reader(name)])) as Lists;
  const change = (act: () => unknown): void => {
    act();
    kept.clear();
  };
  return { read, change };
}
