/** A runbook, schema 0.3: the form of a document that CreateDocument has let through. */

/** The document. */
export interface Runbook {
  readonly schemaVersion: '0.3';
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly mainSteps: readonly Step[];
  /** `Step.Output` each. */
  readonly outputs?: readonly string[];
}

/** The types that a parameter, and an output, may have. */
export const VALUE_TYPES = ['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList'] as const;

/** One of the types. */
export type ValueType = (typeof VALUE_TYPES)[number];

/** A parameter; one without a default is required. */
export interface ParameterDefinition {
  readonly type: ValueType;
  readonly description?: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
}

/** The actions that the sandbox knows. */
export type ActionName =
  | 'aws:branch'
  | 'aws:executeAwsApi'
  | 'aws:executeScript'
  | 'aws:invokeLambdaFunction'
  | 'aws:sleep';

/** A step. */
export interface Step {
  readonly name: string;
  readonly action: ActionName;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly OutputDefinition[];
  readonly nextStep?: string;
  readonly isEnd?: boolean;
  /** `Abort` where it is absent, `Continue`, or `step:` and a name. */
  readonly onFailure?: string;
  /** `step:` and a name, or `Abort`, which is the default; an automation of the sandbox is never cancelled. */
  readonly onCancel?: string;
  readonly isCritical?: boolean;
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
}

/** An output of a step: what its selector, a JSONPath, finds in the action's answer. */
export interface OutputDefinition {
  readonly Name: string;
  readonly Selector: string;
  /** `String` where it is absent. */
  readonly Type?: ValueType;
}

/** The name in `step:name`, the value of onFailure or onCancel; `undefined` if it is another one. */
export function stepIn(reaction: string | undefined): string | undefined {
  return reaction?.startsWith('step:') ? reaction.slice('step:'.length) : undefined;
}
