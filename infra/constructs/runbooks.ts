import { readFileSync } from 'node:fs';
import { CfnMapping } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { RUNBOOKS } from '../../remediation/runbooks.ts';

interface RunbookContent {
  readonly mainSteps: readonly { readonly inputs: { readonly Script?: string } }[];
}

/** The runbooks, as they are in `remediation/runbooks`; the script that they have in common is in the template once. */
export class Runbooks extends Construct {
  readonly deactivate: CfnDocument;
  private readonly scripts: CfnMapping;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const script = scriptOf(readRunbook(RUNBOOKS.deactivate.file));
    this.scripts = new CfnMapping(this, 'Scripts', {
      mapping: { ReadReceipt: { Python: script } },
      lazy: false,
    });
    this.deactivate = this.addRunbook('Deactivate', RUNBOOKS.deactivate);
    this.addRunbook('Reactivate', RUNBOOKS.reactivate);
  }

  private addRunbook(
    id: string,
    { name, file }: { readonly name: string; readonly file: string },
  ): CfnDocument {
    const content = readRunbook(file);
    const mainSteps = content.mainSteps.map(({ inputs: { Script, ...inputs }, ...step }) => ({
      ...step,
      inputs: Script ? { ...inputs, Script: this.scripts.findInMap('ReadReceipt', 'Python') } : inputs,
    }));
    return new CfnDocument(this, id, {
      name,
      documentType: 'Automation',
      documentFormat: 'YAML',
      content: { ...content, mainSteps },
      // The new version becomes the default one; `Replace` cannot replace a document that has a name.
      updateMethod: 'NewVersion',
    });
  }
}

function readRunbook(file: string): RunbookContent {
  return parse(readFileSync(new URL(`../../remediation/${file}`, import.meta.url), 'utf8'));
}

function scriptOf({ mainSteps }: RunbookContent): string {
  return mainSteps.map(({ inputs }) => inputs.Script).find((script) => script !== undefined) ?? '';
}
