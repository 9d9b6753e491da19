/** AWS Config starts a rule once a minute, and not while an evaluation is under way. */
const MIN_INTERVAL_MS = 60_000;

interface Start {
  readonly at: number;
  readonly by: string;
  isUnderWay: boolean;
  /** Whether whoever started the rule has yet to note that AWS Config accepted it. */
  isUnnoted: boolean;
}

/** The last start of each rule, as AWS Config knows it; times are milliseconds. */
export function createStarts(now: () => number) {
  const starts = new Map<string, Start>();
  return {
    add: (rule: string, by: string) =>
      void starts.set(rule, { at: now(), by, isUnderWay: true, isUnnoted: true }),
    /** Somebody wrote what is known of a rule. */
    note(rule: string, by: string): void {
      const start = starts.get(rule);
      if (start?.by === by) start.isUnnoted = false;
    },
    /** Whether the start of a rule by somebody is not noted yet. */
    isUnnoted: (rule: string, by: string): boolean => {
      const start = starts.get(rule);
      return start?.by === by && start.isUnnoted;
    },
    /** AWS Config makes the notification of a rule. */
    end(rule: string): void {
      const start = starts.get(rule);
      if (start) start.isUnderWay = false;
    },
    underWay: (): readonly string[] =>
      [...starts].flatMap(([rule, { isUnderWay }]) => (isUnderWay ? rule : [])),
    /** Whether AWS Config would accept a start of a rule. */
    isPossible(rule: string): boolean {
      const start = starts.get(rule);
      return !start || (!start.isUnderWay && now() - start.at >= MIN_INTERVAL_MS);
    },
    text: (): string => JSON.stringify([...starts]),
  };
}

/** The last start of each rule. */
export type Starts = ReturnType<typeof createStarts>;
