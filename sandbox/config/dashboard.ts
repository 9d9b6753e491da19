/** The compliance types that a rule may report; Config refuses INSUFFICIENT_DATA from a function. */
export type ReportedCompliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

/** What the dashboard shows for one resource. */
export interface EvaluationResult {
  readonly resourceId: string;
  readonly resourceType: string;
  readonly complianceType: ReportedCompliance;
  /** Absent if the evaluation had none. */
  readonly annotation?: string;
  readonly orderingTimestamp: Date;
  readonly recordedAt: Date;
}

/** The last result of each resource, as one rule has reported them. */
export interface Dashboard {
  record(result: EvaluationResult): void;
  results(): readonly EvaluationResult[];
}

/**
 * Makes an empty dashboard. An evaluation ordered before the one it would replace is ignored: AWS does not document
 * this, and it is the reading under which a rule that mixes its times loses results where others can see it.
 */
export function createDashboard(): Dashboard {
  const byResource = new Map<string, EvaluationResult>();
  // Kept until the next change, so that the pages of a listing share one array.
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

/** A text that each resource of a dashboard has for itself alone. */
export function resourceKey({ resourceType, resourceId }: EvaluationResult): string {
  return `${resourceType} ${resourceId}`;
}
