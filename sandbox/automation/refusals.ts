import { AwsError } from '../api.ts';

/** The content is not a runbook. */
export const invalidContent = (why: string) => new AwsError('InvalidDocumentContent', why);

/** The document is larger than the limit. */
export const documentTooLarge = (bytes: number, limit: number) =>
  new AwsError('MaxDocumentSizeExceeded', `A document has ${limit} bytes at most; received ${bytes}.`);

/** The document has another schema version. */
export const unsupportedSchemaVersion = (received: string) =>
  new AwsError('InvalidDocumentSchemaVersion', `Expected schemaVersion "0.3"; received ${received}.`);

/** The name begins with a prefix that is reserved for AWS's own documents. */
export const reservedName = (name: string) =>
  new AwsError('ValidationException', `The prefix of the document name ${name} is reserved by AWS.`);

/** A document of this name exists. */
export const documentExists = (name: string) =>
  new AwsError('DocumentAlreadyExists', `Document with name ${name} already exists`);

/** GetDocument and DescribeDocument: the document does not exist. */
export const noDocument = (name: string) =>
  new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);

/** GetDocument and DescribeDocument: the version does not exist. */
export const noVersion = (name: string, version: string) =>
  new AwsError('InvalidDocumentVersion', `Document ${name} has no version ${version}.`);

/** StartAutomationExecution: the document does not exist. */
export const noDefinition = (name: string) =>
  new AwsError('AutomationDefinitionNotFoundException', `Automation definition ${name} was not found.`);

/** StartAutomationExecution: the version does not exist. */
export const noDefinitionVersion = (name: string, version: string) =>
  new AwsError('AutomationDefinitionVersionNotFoundException', `${name} has no version ${version}.`);

/** The parameters do not match the definitions in the runbook. */
export const invalidParameters = (why: string) =>
  new AwsError('InvalidAutomationExecutionParametersException', why);

/**
 * The signal does not fit the execution, or its sender may not send it: AWS documents no other error for
 * either.
 */
export const invalidSignal = (why: string) => new AwsError('InvalidAutomationSignalException', why);

/** StopAutomationExecution: the execution has ended. */
export const invalidStatusUpdate = (id: string) =>
  new AwsError('InvalidAutomationStatusUpdateException', `Automation execution ${id} has ended.`);

/** The execution does not exist. */
export const noExecution = (id: string) =>
  new AwsError('AutomationExecutionNotFoundException', `Automation execution ${id} was not found.`);
