import type { ModelledService } from '../../sandbox/service-model/model.ts';

/** A request that CloudFormation makes to create a resource. */
export interface TemplateRequest {
  readonly service: ModelledService;
  readonly operation: string;
  readonly input: object;
}

/** The properties of a resource. */
export type Properties = Readonly<Record<string, unknown>>;

/** Returns the requests that create a resource with these properties. */
export type ToRequests = (properties: Properties) => readonly TemplateRequest[];
