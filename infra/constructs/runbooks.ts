import { readFileSync } from 'node:fs';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { RUNBOOKS } from '../../remediation/runbooks.ts';

/** The runbooks, as they are in `remediation/runbooks`. */
export class Runbooks extends Construct {
  readonly deactivate: CfnDocument;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deactivate = this.addRunbook('Deactivate', RUNBOOKS.deactivate);
    this.addRunbook('Reactivate', RUNBOOKS.reactivate);
  }

  private addRunbook(
    id: string,
    { name, file }: { readonly name: string; readonly file: string },
  ): CfnDocument {
    const content = parse(readFileSync(new URL(`../../remediation/${file}`, import.meta.url), 'utf8'));
    return new CfnDocument(this, id, {
      name,
      documentType: 'Automation',
      documentFormat: 'YAML',
      content,
      // The new version becomes the default one; `Replace` cannot replace a document that has a name.
      updateMethod: 'NewVersion',
    });
  }
}
