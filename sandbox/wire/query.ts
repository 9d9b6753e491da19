import { AwsError } from '../api.ts';
import { operationModel, serviceModels } from '../service-model/model.ts';
import { parseForm } from './form.ts';
import type { Protocol, WireResponse } from './protocol.ts';
import { element } from './xml.ts';

/** The services of the sandbox with this protocol; a request names its service by the version of the API. */
const SERVICES = ['iam', 'sts'] as const;

type QueryService = (typeof SERVICES)[number];

const versionOf = (service: QueryService): string => serviceModels.services[service].apiVersion;

function namespaceOf(service: string): string {
  const known = SERVICES.find((each) => each === service) ?? SERVICES[0];
  return ` xmlns="https://${known}.amazonaws.com/doc/${versionOf(known)}/"`;
}

/** AWS Query: the input is a form with the operation as its `Action`, the output is XML. */
export const queryProtocol: Protocol = {
  matches: ({ headers }) => headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false,
  parse({ body }) {
    const form = new URLSearchParams(body);
    const operation = form.get('Action');
    if (!operation) throw new AwsError('MissingAction', 'Action: expected an operation; received nothing');
    const service = SERVICES.find((each) => versionOf(each) === form.get('Version')) ?? SERVICES[0];
    const { input } = operationModel(service, operation);
    const parameters = Array.from(form).filter(([name]) => name !== 'Action' && name !== 'Version');
    return { service, operation, input: parseForm(input, parameters) };
  },
  write({ service, operation }, output, requestId) {
    // The answer of an operation without an output has no result element (API reference, TagUser: sample
    // response).
    const result = Object.keys(output).length > 0 ? { [`${operation}Result`]: withMaps(output) } : {};
    const body = { ...result, ResponseMetadata: { RequestId: requestId } };
    return response(200, element(`${operation}Response`, body, namespaceOf(service)), requestId);
  },
  refuse({ name, message, status, requestId }) {
    const Type = status >= 500 ? 'Receiver' : 'Sender';
    const body = { Error: { Type, Code: wireCode(name), Message: message }, RequestId: requestId };
    return response(status, element('ErrorResponse', body, namespaceOf('iam')), requestId);
  },
};

function response(status: number, body: string, requestId: string): WireResponse {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body };
}

/**
 * The output with its maps as such: an object is a structure on the wire. SummaryMap is the only map of these
 * operations.
 */
function withMaps(output: object): object {
  if (!('SummaryMap' in output)) return output;
  const { SummaryMap } = output;
  return { ...output, SummaryMap: new Map(Object.entries(SummaryMap ?? {})) };
}

/** The codes of errors on the wire that do not follow from their names, from IAM's model. */
const CODES: Readonly<Record<string, string>> = {
  CredentialReportNotPresentException: 'ReportNotPresent',
  CredentialReportExpiredException: 'ReportExpired',
  CredentialReportNotReadyException: 'ReportInProgress',
};

/** IAM's model names its errors `NoSuchEntityException`, their codes on the wire are `NoSuchEntity`. */
function wireCode(name: string): string {
  return CODES[name] ?? name.replace(/Exception$/, '');
}
