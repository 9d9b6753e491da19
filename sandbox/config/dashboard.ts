/** The compliance types that a rule may report; Config refuses INSUFFICIENT_DATA from a function. */
export type ReportedCompliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** The result of one resource on the dashboard. */
export interface EvaluationResult {
  readonly resourceId: string;
  readonly resourceType: string;
  readonly complianceType: ReportedCompliance;
  /** Absent if the evaluation had none. */
  readonly annotation?: string;
  readonly orderingTimestamp: Date;
  readonly recordedAt: Date;
}

/** The last result of each resource that one rule reported. */
export interface Dashboard {
  record(result: EvaluationResult): void;
  results(): readonly EvaluationResult[];
}

/**
 * Creates an empty dashboard. It ignores an evaluation whose ordering timestamp is earlier than that of the
 * result it would replace. AWS does not document this case; here, a rule with wrong timestamps visibly loses
 * results.
 */
export function createDashboard(): Dashboard {
  const byResource = new Map<string, EvaluationResult>();
  // Kept until the next change, so that all pages of a listing share one array, which is sorted only once.
  let results: readonly EvaluationResult[] | undefined;
  return {
    record(result) {
      const resource = resourceKey(result);
      const known = byResource.get(resource);
      if (known && known.orderingTimestamp > result.orderingTimestamp) return;
      byResource.set(resource, result);
      results = undefined;
    },
    results: () => {
      results ??= [...byResource.values()];
      return results;
    },
  };
}

/** The key of a resource, unique within a dashboard. */
export function resourceKey({ resourceType, resourceId }: EvaluationResult): string {
  return `${resourceType} ${resourceId}`;
}
