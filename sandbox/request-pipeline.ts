import { refuseAborted, unlessAborted } from './abort.ts';
import {
  AwsError,
  type Call,
  type Operation,
  type Operations,
  type ServedCall,
  type ServiceName,
} from './api.ts';
import { type CallRecord, type PendingRecord, recordOutcome } from './call-record.ts';
import type { VirtualClock } from './clock.ts';
import { denied } from './denial.ts';
import { connectionReset, failed, throttled } from './fault-errors.ts';
import type { Fault, Faults } from './faults.ts';
import { refuseInvalidRequest } from './service-model/validate.ts';

/** Records every request, and then answers it with a fault or lets the service answer it. */
export interface RequestPipeline {
  /** Every attempt, in the order in which they reached their services. */
  readonly calls: readonly CallRecord[];
  addOperations(service: ServiceName, operations: Operations): void;
  /** Returns the answer of the service with the SDK's metadata; throws the error that the SDK would throw. */
  serve(call: Call, signal: AbortSignal | undefined): Promise<object>;
}

/** The parts of an account that the pipeline uses. */
export interface RequestPipelineOptions {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  readonly clock: VirtualClock;
  readonly faults: Faults;
  /** Receives each call that a service answered, before the answer is lost or reaches the caller. */
  readonly onServed: (served: ServedCall) => void;
}

/** Creates the request pipeline of an account, without operations. */
export function createRequestPipeline(options: RequestPipelineOptions): RequestPipeline {
  const calls: PendingRecord[] = [];
  const operations = new Map<string, Operation>();

  return {
    calls,
    addOperations(service, added) {
      for (const [name, operation] of Object.entries(added)) operations.set(`${service}:${name}`, operation);
    },
    async serve(call, signal) {
      refuseAborted(signal);
      // Input and output are copied, as over a network: a later change of an object is invisible to the other
      // side.
      const sent: Call = { ...call, input: structuredClone(call.input) };
      const record = { ...sent, outcome: 'pending', at: options.clock.now() };
      const requestId = `00000000-0000-4000-8000-${calls.push(record).toString(16).padStart(12, '0')}`;
      const onAnswer = (given: object) => options.onServed({ call: sent, requestId, answer: given });
      const service = { ...options, operations, onAnswer, signal };
      return recordOutcome(record, requestId, () => unlessAborted(answer(sent, service), signal));
    },
  };
}

interface Service extends RequestPipelineOptions {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Receives the output or the `AwsError` of the service. */
  readonly onAnswer: (given: object) => void;
  readonly signal: AbortSignal | undefined;
}

function answer(call: Call, service: Service): Promise<object> {
  const fault = service.faults.faultFor(call);
  return fault ? applyFault(fault, call, service) : perform(call, service);
}

async function perform(
  { service, operation, input, principal, region }: Call,
  { operations, onAnswer }: Service,
): Promise<object> {
  const served = operations.get(`${service}:${operation}`);
  if (!served) throw new Error(`The sandbox does not serve ${service}:${operation}`);
  try {
    refuseInvalidRequest(service, operation, input);
    const output = await served(input as never, principal, region);
    onAnswer(output);
    return output;
  } catch (error) {
    if (error instanceof AwsError) onAnswer(error);
    throw error;
  }
}

async function applyFault(fault: Fault, call: Call, service: Service): Promise<object> {
  switch (fault.kind) {
    case 'throttle':
      return refuse(throttled(call), service);
    case 'deny':
      return refuse(denied(call, service), service);
    case 'fail':
      if (!fault.applied) return refuse(failed(call), service);
      await loseAnswer(perform(call, service));
      throw failed(call);
    case 'reset':
      if (fault.applied) await loseAnswer(perform(call, service));
      throw connectionReset();
    case 'delay':
      await service.clock.wait(fault.ms);
      // A request whose caller gave up during the delay must not take effect.
      refuseAborted(service.signal);
      return perform(call, service);
    case 'hang':
      return new Promise<never>(() => {});
    case 'answer':
      return fault.output;
  }
}

/** Answers with an error of the service, without an effect. */
function refuse(error: AwsError, { onAnswer }: Service): never {
  onAnswer(error);
  throw error;
}

/**
 * Drops the answer, whether it is an output or an `AwsError`; any other error is a mistake in the sandbox and
 * is thrown.
 */
async function loseAnswer(work: Promise<object>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
  });
}
