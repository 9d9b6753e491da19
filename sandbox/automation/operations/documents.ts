import type {
  CreateDocumentRequest,
  CreateDocumentResult,
  DescribeDocumentRequest,
  DescribeDocumentResult,
  DocumentDescription,
  GetDocumentRequest,
  GetDocumentResult,
} from '@aws-sdk/client-ssm';
import type { Operations } from '../../api.ts';
import type { DocumentFormat } from '../document/parse.ts';
import { contentAs, type DocumentStore, isOnlyVersion, type StoredDocument } from '../document/store.ts';
import { noDocument, noVersion } from '../refusals.ts';
import { asText } from '../text.ts';

/** The operations that write and read documents. */
export function documentOperations(
  documents: DocumentStore,
  { accountId, clock }: { readonly accountId: string; readonly clock: { now(): Date } },
): Operations {
  const describe = (document: StoredDocument) => ({ ...descriptionOf(document), Owner: accountId });
  return {
    CreateDocument: (request: CreateDocumentRequest): CreateDocumentResult => {
      const { Name: name = '', Content: content = '', DocumentFormat: format } = request;
      refuseOtherTypes(request);
      const created = { name, content, format: formatOf(format), createdAt: clock.now() };
      return { DocumentDescription: describe(documents.create(created)) };
    },
    DescribeDocument: (request: DescribeDocumentRequest): DescribeDocumentResult => ({
      Document: describe(documentOf(documents, request)),
    }),
    GetDocument: (request: GetDocumentRequest): GetDocumentResult => {
      const document = documentOf(documents, request);
      const format = formatOf(request.DocumentFormat);
      return {
        ...identityOf(document),
        DocumentFormat: format,
        Content: contentAs(format, document),
      };
    },
  };
}

function refuseOtherTypes({ DocumentType: type }: CreateDocumentRequest): void {
  if (type !== 'Automation')
    throw new Error(`The sandbox keeps documents of type Automation only, not ${type}`);
}

/** API reference: JSON is the default of CreateDocument and of GetDocument. */
function formatOf(format = 'JSON'): DocumentFormat {
  if (format === 'JSON' || format === 'YAML') return format;
  throw new Error(`The sandbox keeps documents in JSON and YAML only, not ${format}`);
}

function documentOf(documents: DocumentStore, request: DescribeDocumentRequest): StoredDocument {
  const { Name: name = '', DocumentVersion: version } = request;
  const document = documents.find(name);
  if (!document) throw noDocument(name);
  if (!isOnlyVersion(version)) throw noVersion(name, version ?? '');
  return document;
}

function identityOf({ name, createdAt }: StoredDocument) {
  return {
    Name: name,
    CreatedDate: createdAt,
    DocumentVersion: '1',
    Status: 'Active',
    DocumentType: 'Automation',
  } as const;
}

function descriptionOf(document: StoredDocument): DocumentDescription {
  const { description, parameters = {} } = document.runbook;
  return {
    ...identityOf(document),
    DocumentFormat: document.format,
    SchemaVersion: '0.3',
    LatestVersion: '1',
    DefaultVersion: '1',
    Description: description,
    Parameters: Object.entries(parameters).map(([name, definition]) => ({
      Name: name,
      // The SDK's type has only two of the types; the service returns all of them.
      Type: definition.type as 'String' | 'StringList',
      Description: definition.description,
      DefaultValue: definition.default === undefined ? undefined : asText(definition.default),
    })),
  };
}
