import { CIS } from '../../../product/standards.ts';

/**
 * The name and version of each standard with its requirement, as `CIS AWS Foundations Benchmark v5.0.0/1.12`.
 */
export const REQUIREMENTS: readonly string[] = CIS.flatMap(({ standard, versions, id }) =>
  versions.map((version) => `${standard} v${version}/${id}`),
);

/** The standards, as `CIS AWS Foundations Benchmark v5.0.0`. */
export const STANDARDS: readonly string[] = CIS.flatMap(({ standard, versions }) =>
  versions.map((version) => `${standard} v${version}`),
);
