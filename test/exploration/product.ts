import { createReevaluationHandler } from '../../reevaluation/handler.ts';
import { createRemediationHandler } from '../../remediation/handler.ts';
import { startReevaluation } from '../../remediation/shared/start-reevaluation.ts';
import { createRuleHandler } from '../../rule/handler.ts';

/** The code that is explored: the handlers of the three functions, and the start of an evaluation. */
export interface Product {
  readonly createRemediationHandler: typeof createRemediationHandler;
  readonly createReevaluationHandler: typeof createReevaluationHandler;
  readonly createRuleHandler: typeof createRuleHandler;
  /** What the remediation does after it changed a user. */
  readonly startReevaluation: typeof startReevaluation;
}

/** The product as it is. */
export const PRODUCT: Product = {
  createRemediationHandler,
  createReevaluationHandler,
  createRuleHandler,
  startReevaluation,
};
