import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnGuardValidator } from '@cdklabs/cdk-validator-cfnguard';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AccessKey, AccessKeyStatus, User } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { cfnGuard, hasCfnGuard, runCfnGuard } from './cfn-guard.ts';
import { blocks, commands, snippet } from './prevention-page.ts';

describe.skipIf(!hasCfnGuard())('the commands of the page', () => {
  const samples = { accepted: 0, refused: 19 };

  it('find cfn-guard in the folder that the page names', () => {
    const folder = /\$PWD\/(\S+\/bin\/)[\w/]+:\$PATH/.exec(blocks)?.[1];
    expect(cfnGuard()).toContain(join(process.cwd(), `${folder}`));
  });

  it.each(Object.entries(samples))('on a template that is %s: exit code %i', (kind, status) => {
    const sample = { accepted: 'the-second-is-inactive.yaml', refused: 'same-name.yaml' }[kind];
    const file = `test/guardrails/samples/cloudformation/${kind}/${sample}`;
    const args = `${commands[0]}`.replace('template.yaml', file).split(' ');
    expect(args).toContain(file);
    expect(runCfnGuard(args).status).toBe(status);
  });

  it.each(Object.entries(samples))('on a plan that is %s: exit code %i', (kind, status) => {
    const sample = { accepted: 'replaced.json', refused: 'two-new-keys.json' }[kind];
    const plan = readFileSync(`test/guardrails/samples/terraform/${kind}/${sample}`, 'utf8');
    expect(runCfnGuard(`${commands[1]}`.split(' '), plan).status).toBe(status);
  });

  it('without input: an exit code that is neither 0 nor 19', () => {
    expect([0, 19]).not.toContain(runCfnGuard(`${commands[0]}`.split(' ')).status);
    expect([0, 19]).not.toContain(runCfnGuard(`${commands[1]}`.split(' '), '').status);
  });
});

describe.skipIf(!hasCfnGuard())('in a CDK app', () => {
  const options = { controlTowerRulesEnabled: false, rules: ['guardrails/one-active-key.guard'] };

  const synthesize = (status: AccessKeyStatus) => {
    const outdir = mkdtempSync(join(tmpdir(), 'one-active-key-'));
    try {
      const app = new App({ outdir });
      Validations.of(app).addPlugins(new CfnGuardValidator(options));
      const stack = new Stack(app, 'Keys');
      const user = new User(stack, 'Deploy');
      new AccessKey(stack, 'First', { user });
      new AccessKey(stack, 'Second', { user, status });
      app.synth();
    } finally {
      rmSync(outdir, { recursive: true });
    }
  };

  it('the options are those of the page', () => {
    const [, shown] = /new CfnGuardValidator\((.*)\)/.exec(blocks) ?? [];
    expect(shown).toBe("{ controlTowerRulesEnabled: false, rules: ['guardrails/one-active-key.guard'] }");
  });

  it('synthesis fails if both keys of a user are active', () => {
    expect(() => synthesize(AccessKeyStatus.ACTIVE)).toThrow('Keep one active');
  });

  it('synthesis succeeds if one of them is inactive', () => {
    expect(() => synthesize(AccessKeyStatus.INACTIVE)).not.toThrow();
  });
});

describe('the CloudFormation template of the page', () => {
  interface Finding {
    readonly severity: string;
    readonly message: string;
  }
  interface Validate {
    readonly CompositeEngine: new (
      config: object,
    ) => { validateTemplate(template: object): { readonly diagnostics: readonly Finding[] } };
    readonly TemplateContent: new (content: string) => object;
  }

  /**
   * The errors that the validator of aws-cdk-lib finds: it knows the types of CloudFormation, their
   * properties and attributes.
   */
  const errorsIn = (template: string): readonly string[] => {
    const cdk = createRequire(import.meta.url).resolve('aws-cdk-lib/package.json');
    const { CompositeEngine, TemplateContent }: Validate = createRequire(cdk)('@aws/cloudformation-validate');
    const { diagnostics } = new CompositeEngine({}).validateTemplate(new TemplateContent(template));
    return diagnostics.flatMap(({ severity, message }) => (severity === 'INFO' ? [] : [message]));
  };

  it('has no error', () => {
    expect(errorsIn(snippet('yaml'))).toEqual([]);
  });

  it('would have one with a property or an attribute that does not exist', () => {
    const broken = snippet('yaml').replace('UserName:', 'User:').replace('Key.SecretAccessKey', 'Key.Secret');
    expect(errorsIn(broken)).toEqual(
      expect.arrayContaining([
        "'UserName' is a required property",
        "'Secret' is not one of ['Id', 'SecretAccessKey']",
      ]),
    );
  });

  it.skipIf(!hasCfnGuard())('is accepted by the guardrail', () => {
    const { status } = runCfnGuard(
      ['validate', '--rules', 'guardrails/one-active-key.guard'],
      snippet('yaml'),
    );
    expect(status).toBe(0);
  });
});
