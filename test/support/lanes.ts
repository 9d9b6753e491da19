import { spawnSync } from 'node:child_process';
import { serviceModels } from '../../sandbox/service-model/model.ts';
import { hasCfnGuard } from '../guardrails/cfn-guard.ts';
import { hasChromium } from './chromium.ts';
import { hasAwsCli, hasCommand, hasScript } from './commands.ts';
import { hasMoto, hasMotoInPython } from './moto.ts';
import { hasRegistry } from './package.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** `fast` is `npm test`; `all` is `npm run test:all`, whose random tests also have more runs. */
    readonly lane: 'fast' | 'all';
  }
}

/** Reports, before the first test, the tests that are skipped because this machine lacks a program. */
export function setup(): void {
  for (const line of missingPrograms().filter(Boolean)) {
    process.stderr.write(`SKIPPED: ${line}. CI runs these tests.\n`);
  }
}

/** For each program what is not tested without it; an empty text if it is there. */
function missingPrograms(): string[] {
  const botocore = botocoreVersion();
  return [
    hasCommand('python3') ? '' : 'python3 is not on the PATH: the scripts in the runbooks are not run',
    botocore === serviceModels.botocore
      ? ''
      : `botocore is ${botocore || 'absent'}: the service model is not compared with botocore ${serviceModels.botocore}`,
    hasAwsCli() ? '' : 'python3 has no awscli: the commands of the pages are not read by the AWS CLI',
    hasCommand('cfn-lint') ? '' : 'cfn-lint is not on the PATH: the templates are not linted',
    hasMoto()
      ? ''
      : 'moto_server is not on the PATH: the templates are not deployed to moto, the tables of the sandbox not compared, no finding imported',
    hasMotoInPython()
      ? ''
      : 'python3 (3.11) with moto and boto3 is not there: the functions are not run on moto against an oracle',
    hasCfnGuard()
      ? ''
      : `cfn-guard is not there for ${process.platform} ${process.arch}: guardrails/one-active-key.guard is not run`,
    hasScript() ? '' : 'script of util-linux is not on the PATH: the command line is not tried on a terminal',
    hasRegistry()
      ? ''
      : 'the registry of npm does not answer: the constructs are not installed from the package',
    hasChromium() ? '' : 'chromium is not on the PATH: the HTML report is not opened in a browser',
  ];
}

/** The version of botocore that python3 has; empty or undefined if it has none. */
function botocoreVersion(): string | undefined {
  const printVersion = 'import botocore; print(botocore.__version__)';
  return spawnSync('python3', ['-c', printVersion], { encoding: 'utf8' }).stdout?.trim();
}
