/** The form of a runbook of schema 0.3 that CreateDocument accepted. */

/** A document that was accepted, with its steps in the order in which they run. */
export interface Runbook {
  readonly schemaVersion: '0.3';
  readonly description?: string;
  readonly assumeRole?: string;
  readonly parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly mainSteps: readonly Step[];
  /** Each has the form `Step.Output`. */
  readonly outputs?: readonly string[];
}

/** The types of parameters and outputs. */
export const VALUE_TYPES = ['String', 'StringList', 'Integer', 'Boolean', 'StringMap', 'MapList'] as const;

/** One of `VALUE_TYPES`. */
export type ValueType = (typeof VALUE_TYPES)[number];

/** A parameter; a parameter without a default is required. */
export interface ParameterDefinition {
  readonly type: ValueType;
  readonly description?: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
}

/** The actions that the sandbox supports. */
export type ActionName =
  | 'aws:approve'
  | 'aws:branch'
  | 'aws:executeAwsApi'
  | 'aws:executeScript'
  | 'aws:invokeLambdaFunction'
  | 'aws:sleep';

/** One action with its inputs, and the step that follows if it ends or fails. */
export interface Step {
  readonly name: string;
  readonly action: ActionName;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs?: readonly OutputDefinition[];
  readonly nextStep?: string;
  readonly isEnd?: boolean;
  /** `Abort` (the default), `Continue`, or `step:` and a name. */
  readonly onFailure?: string;
  /** `Abort` (the default), or `step:` and a name; the sandbox never cancels an automation. */
  readonly onCancel?: string;
  readonly isCritical?: boolean;
  readonly maxAttempts?: number;
  readonly timeoutSeconds?: number;
}

/** An output of a step: the value that the selector, a JSONPath, finds in the output of the action. */
export interface OutputDefinition {
  readonly Name: string;
  readonly Selector: string;
  /** `String` by default. */
  readonly Type?: ValueType;
}

/** The name in `step:name`, a value of onFailure or onCancel; `undefined` for any other value. */
export function stepIn(reaction: string | undefined): string | undefined {
  return reaction?.startsWith('step:') ? reaction.slice('step:'.length) : undefined;
}
