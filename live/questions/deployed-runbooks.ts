import { DescribeDocumentCommand, type DocumentDescription, InvalidDocument } from '@aws-sdk/client-ssm';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { differs, notAnswered, ok, type Question } from '../question.ts';
import type { Scene } from '../scene.ts';

/** Why a question about deployed resources has no answer. */
export const NOT_DEPLOYED = 'The stack is not deployed in this account and Region.';

/** Compares the default version of each deployed runbook with its newest one. */
export const defaultVersions: Question = {
  row: 45,
  question: 'Does an update of the stack make the new version of a runbook its default version?',
  assumed: 'Yes. Otherwise the old runbook runs on after an upgrade.',
  async ask(scene) {
    const names = Object.values(RUNBOOKS).map(({ name }) => name);
    const found = await Promise.all(names.map((name) => readDocument(scene, name)));
    const documents = found.filter((each) => each !== undefined);
    if (documents.length === 0) return notAnswered(NOT_DEPLOYED);
    const observed = documents.map(
      ({ Name, DefaultVersion, LatestVersion }) => `${Name}: ${DefaultVersion} of ${LatestVersion}`,
    );
    const text = `Default version of the latest version: ${observed.join('; ')}.`;
    if (documents.some((each) => each.DefaultVersion !== each.LatestVersion)) return differs(text);
    if (documents.every((each) => each.LatestVersion === '1')) {
      return notAnswered('No runbook was updated yet: each has one version.');
    }
    return ok(text);
  },
};

/** Whether a runbook is deployed. */
export async function isDeployed(scene: Scene, name: string): Promise<boolean> {
  return (await readDocument(scene, name)) !== undefined;
}

async function readDocument({ clients }: Scene, Name: string): Promise<DocumentDescription | undefined> {
  try {
    const { Document } = await clients.ssm.send(new DescribeDocumentCommand({ Name }));
    return Document;
  } catch (error) {
    if (error instanceof InvalidDocument) return undefined;
    throw error;
  }
}
