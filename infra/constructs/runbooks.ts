import { readFileSync } from 'node:fs';
import { CfnMapping } from 'aws-cdk-lib';
import { CfnDocument } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { RUNBOOKS } from '../../product/runbooks.ts';

/** The key of a runbook in `RUNBOOKS`. */
export type RunbookKey = keyof typeof RUNBOOKS;

interface RunbookContent {
  readonly mainSteps: readonly { readonly inputs: { readonly Script?: string } }[];
}

/** The runbooks of `remediation/runbooks`; a mapping of the template contains the script that all runbooks share. */
export class Runbooks extends Construct {
  private readonly documents: ReadonlyMap<RunbookKey, CfnDocument>;
  private readonly scripts: CfnMapping;

  constructor(scope: Construct, id: string, keys: readonly RunbookKey[]) {
    super(scope, id);
    this.scripts = new CfnMapping(this, 'Scripts', {
      mapping: { ReadReceipt: { Python: scriptOf(readRunbook('deactivate')) } },
      lazy: false,
    });
    this.documents = new Map(keys.map((key) => [key, this.addRunbook(key)]));
  }

  /** The document of a runbook; throws for a runbook that was not added. */
  documentOf(key: RunbookKey): CfnDocument {
    const document = this.documents.get(key);
    if (document) return document;
    throw new Error(`Expected one of the runbooks ${[...this.documents.keys()].join(', ')}; received ${key}`);
  }

  private addRunbook(key: RunbookKey): CfnDocument {
    const content = readRunbook(key);
    const mainSteps = content.mainSteps.map(({ inputs: { Script, ...inputs }, ...step }) => ({
      ...step,
      inputs: Script ? { ...inputs, Script: this.scripts.findInMap('ReadReceipt', 'Python') } : inputs,
    }));
    return new CfnDocument(this, `${key.charAt(0).toUpperCase()}${key.slice(1)}`, {
      name: RUNBOOKS[key].name,
      documentType: 'Automation',
      documentFormat: 'YAML',
      content: { ...content, mainSteps },
      // A new version becomes the default version. `Replace` cannot replace a document that has a name of its own.
      updateMethod: 'NewVersion',
    });
  }
}

function readRunbook(key: RunbookKey): RunbookContent {
  return parse(readFileSync(new URL(`../../remediation/${RUNBOOKS[key].file}`, import.meta.url), 'utf8'));
}

function scriptOf({ mainSteps }: RunbookContent): string {
  return mainSteps.map(({ inputs }) => inputs.Script).find((script) => script !== undefined) ?? '';
}
