import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { RUNBOOKS } from '../../product/runbooks.ts';
import { type RunbookKey, readRunbook } from '../runbook-files.ts';
import type { Capabilities } from './capabilities.ts';
import { addIf } from './existence.ts';

/** The runbooks of `remediation/runbooks`; the one that deletes keys has a condition of its own. */
export class Runbooks extends Construct {
  private readonly documents: ReadonlyMap<RunbookKey, CfnDocument>;

  constructor(scope: Construct, id: string, { canRemediate, canDelete }: Capabilities) {
    super(scope, id);
    const keys = Object.keys(RUNBOOKS) as RunbookKey[];
    this.documents = new Map(
      keys.flatMap((key) => {
        const document = addIf(key === 'delete' ? canDelete : canRemediate, () => this.addRunbook(key));
        return document ? [[key, document]] : [];
      }),
    );
  }

  /** The document of a runbook; throws for a runbook that does not exist. */
  documentOf(key: RunbookKey): CfnDocument {
    const document = this.documents.get(key);
    if (document) return document;
    throw new Error(`Expected one of the runbooks ${[...this.documents.keys()].join(', ')}; received ${key}`);
  }

  private addRunbook(key: RunbookKey): CfnDocument {
    return new CfnDocument(this, `${key.charAt(0).toUpperCase()}${key.slice(1)}`, {
      name: RUNBOOKS[key].name,
      documentType: 'Automation',
      documentFormat: 'YAML',
      content: readRunbook(key),
      // A new version becomes the default version. `Replace` cannot replace a document that has a name of its
      // own.
      updateMethod: 'NewVersion',
    });
  }
}
