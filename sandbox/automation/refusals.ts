import { AwsError } from '../api.ts';

/** The content is no runbook. */
export const invalidContent = (why: string) => new AwsError('InvalidDocumentContent', why);

/** The document is over the limit. */
export const documentTooLarge = (bytes: number, limit: number) =>
  new AwsError('MaxDocumentSizeExceeded', `A document has ${limit} bytes at most; received ${bytes}.`);

/** The document is of another schema. */
export const unsupportedSchemaVersion = (received: string) =>
  new AwsError('InvalidDocumentSchemaVersion', `Expected schemaVersion "0.3"; received ${received}.`);

/** The name begins as only AWS's own documents may. */
export const reservedName = (name: string) =>
  new AwsError('ValidationException', `The prefix of the document name ${name} is reserved by AWS.`);

/** There is a document of that name. */
export const documentExists = (name: string) =>
  new AwsError('DocumentAlreadyExists', `Document with name ${name} already exists`);

/** GetDocument and DescribeDocument: there is no such document. */
export const noDocument = (name: string) =>
  new AwsError('InvalidDocument', `Document with name ${name} does not exist.`);

/** GetDocument and DescribeDocument: there is no such version. */
export const noVersion = (name: string, version: string) =>
  new AwsError('InvalidDocumentVersion', `Document ${name} has no version ${version}.`);

/** StartAutomationExecution: there is no such document. */
export const noDefinition = (name: string) =>
  new AwsError('AutomationDefinitionNotFoundException', `Automation definition ${name} was not found.`);

/** StartAutomationExecution: there is no such version. */
export const noDefinitionVersion = (name: string, version: string) =>
  new AwsError('AutomationDefinitionVersionNotFoundException', `${name} has no version ${version}.`);

/** The parameters do not fit the runbook. */
export const invalidParameters = (why: string) =>
  new AwsError('InvalidAutomationExecutionParametersException', why);

/** There is no such execution. */
export const noExecution = (id: string) =>
  new AwsError('AutomationExecutionNotFoundException', `Automation execution ${id} was not found.`);
