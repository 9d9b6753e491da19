import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { aDocument, anAutomation, START } from './harness.ts';

const CONTENT = JSON.stringify(aDocument());

describe('CreateDocument', () => {
  it('describes the new document', async () => {
    const parameters = { DryRun: { type: 'String', description: 'Only say', default: 'false' } };
    const created = await anAutomation().create(aDocument({ description: 'What it does', parameters }));
    expect(created['DocumentDescription']).toMatchObject({
      Name: 'Sample',
      Owner: '111122223333',
      DocumentVersion: '1',
      DocumentFormat: 'JSON',
      DocumentType: 'Automation',
      Status: 'Active',
      Description: 'What it does',
      CreatedDate: START,
      Parameters: [{ Name: 'DryRun', Type: 'String', Description: 'Only say', DefaultValue: 'false' }],
    });
  });

  it('refuses a name that exists', async () => {
    const { create } = anAutomation();
    await create(aDocument());
    await expect(create(aDocument())).rejects.toMatchObject({ name: 'DocumentAlreadyExists' });
  });

  const reserved = ['aws-x', 'AWS-x', 'amazonx', 'Amzn.x', 'AWSEC2x', 'AWSConfigRemediation-x', 'awssupport'];
  it.each(reserved)('refuses the name %s, whose prefix is reserved', async (Name) => {
    const refusal = anAutomation().create(aDocument(), { Name });
    await expect(refusal).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('accepts a name with a reserved word that is not at its beginning', async () => {
    await expect(anAutomation().create(aDocument(), { Name: 'OneActiveKey-aws' })).resolves.toBeDefined();
  });

  it.each(['JSON', 'YAML'])('refuses content that is not %s', async (DocumentFormat) => {
    const refusal = anAutomation().create('{ "schemaVersion": ', { DocumentFormat });
    await expect(refusal).rejects.toMatchObject({
      name: 'InvalidDocumentContent',
      message: expect.stringContaining(`The content is not ${DocumentFormat}`),
    });
  });

  it('refuses content over 64 KB', async () => {
    const filled = (bytes: number) => CONTENT.padEnd(bytes);
    await expect(anAutomation().create(filled(65_536))).resolves.toBeDefined();
    await expect(anAutomation().create(filled(65_537))).rejects.toMatchObject({
      name: 'MaxDocumentSizeExceeded',
      message: 'A document has 65536 bytes at most; received 65537.',
    });
  });

  it('throws for any other type of document', async () => {
    await expect(anAutomation().create(aDocument(), { DocumentType: 'Command' })).rejects.toThrow(
      'documents of type Automation only',
    );
  });
});

describe('GetDocument', () => {
  it('returns the content unchanged in its own format', async () => {
    const { create, call } = anAutomation();
    await create(CONTENT);
    const document = await call('GetDocument', { Name: 'Sample', DocumentFormat: 'JSON' });
    expect(document).toMatchObject({ Name: 'Sample', DocumentFormat: 'JSON', Content: CONTENT });
  });

  it('returns YAML as YAML, and as JSON if the request names no format', async () => {
    const { create, call } = anAutomation();
    const yaml =
      'schemaVersion: "0.3"\nmainSteps: [{ name: A, action: aws:sleep, inputs: { Duration: PT1S } }]';
    await create(yaml, { DocumentFormat: 'YAML' });
    expect(await call('GetDocument', { Name: 'Sample', DocumentFormat: 'YAML' })).toHaveProperty(
      'Content',
      yaml,
    );
    const { Content } = await call('GetDocument', { Name: 'Sample' });
    expect(JSON.parse(String(Content))).toEqual(parse(yaml));
  });

  it.each(['GetDocument', 'DescribeDocument'])('%s finds a document by its ARN', async (operation) => {
    const { create, call } = anAutomation();
    await create(aDocument());
    const Name = 'arn:aws:ssm:us-east-1:111122223333:document/Sample';
    await expect(call(operation, { Name })).resolves.toBeDefined();
  });

  it.each(['GetDocument', 'DescribeDocument'])(
    '%s refuses a document that does not exist',
    async (operation) => {
      const { call } = anAutomation();
      await expect(call(operation, { Name: 'Absent' })).rejects.toMatchObject({ name: 'InvalidDocument' });
    },
  );

  it('does not find the document of another Region', async () => {
    const { create, call } = anAutomation();
    await create(aDocument());
    const Name = 'arn:aws:ssm:eu-west-1:111122223333:document/Sample';
    await expect(call('GetDocument', { Name })).rejects.toMatchObject({ name: 'InvalidDocument' });
  });

  it('finds only version 1', async () => {
    const { create, call } = anAutomation();
    await create(aDocument());
    for (const DocumentVersion of ['1', '$DEFAULT', '$LATEST']) {
      await expect(call('GetDocument', { Name: 'Sample', DocumentVersion })).resolves.toBeDefined();
    }
    const refusal = call('GetDocument', { Name: 'Sample', DocumentVersion: '2' });
    await expect(refusal).rejects.toMatchObject({ name: 'InvalidDocumentVersion' });
  });
});
