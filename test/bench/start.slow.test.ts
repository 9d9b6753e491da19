import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { functionsIn } from '../../bench/start/deployed.ts';
import { serveEvaluation } from '../../bench/start/evaluation.ts';
import { EMPTY, measureInTurns, programsOf } from '../../bench/start/measure.ts';
import { platformHere } from '../../bench/start/platform.ts';
import { functionSizes, templateSizes } from '../../bench/start/sizes.ts';
import { type Program, start } from '../../bench/start/start.ts';
import { bundleFunctions } from '../../infra/code/bundles.ts';
import { zipOf } from '../../infra/code/zip.ts';
import { MAX_TEMPLATE_OBJECT_BYTES, toYaml } from '../../infra/templates/template.ts';
import { NAMES } from '../../product/names.ts';
import { deploy } from '../support/cloudformation/deploy.ts';
import { STACK_NAMES, templateOf } from '../support/cloudformation/templates.ts';

const templates = Object.fromEntries(STACK_NAMES.map((stack) => [stack, toYaml(templateOf(stack))]));
const functions = functionsIn(templates['OneActiveKey'] ?? '');

describe('sizes', () => {
  it.each(templateSizes(templates))('$stack: the size of the written template', ({ stack, bytes }) => {
    expect(bytes).toBe(Buffer.byteLength(templates[stack] ?? ''));
    expect(bytes).toBeLessThanOrEqual(MAX_TEMPLATE_OBJECT_BYTES);
  });

  it('of the functions: the sizes of the code and of its zip file', () => {
    const bundles = Object.entries(bundleFunctions());
    expect(functionSizes()).toEqual(
      bundles.map(([name, code]) => ({ name, code: Buffer.byteLength(code), zip: zipOf(code).length })),
    );
  });
});

describe('starts', () => {
  const platform = platformHere();
  const program = (code: string): Program => ({ code, memoryMegabytes: 512 });

  it('use the code and the memory size of the template', () => {
    const parameters = { NotificationTopicArn: 'arn:aws:sns:us-east-1:111122223333:security' };
    const stack = deploy(templateOf('OneActiveKey'), { parameters });
    const deployed = stack.ofType('AWS::Lambda::Function');
    expect(functions).toEqual(
      deployed.map(({ properties }) => ({
        name: properties['FunctionName'],
        code: (properties['Code'] as { ZipFile: string }).ZipFile,
        memoryMegabytes: properties['MemorySize'],
      })),
    );
  });

  it('have a duration and a memory size', async () => {
    const measured = await measureInTurns(platform, programsOf(functions), 1);
    expect(Object.keys(measured)).toEqual(
      expect.arrayContaining([EMPTY, ...functions.map(({ name }) => name)]),
    );
    for (const { milliseconds, cpuMilliseconds, megabytes } of Object.values(measured)) {
      expect(milliseconds).toBeGreaterThan(0);
      // Only Linux has the resources that another process used.
      if (!existsSync('/proc/self/schedstat')) continue;
      expect(cpuMilliseconds).toBeGreaterThan(0);
      expect(megabytes).toBeGreaterThan(10);
    }
  });

  it('can include the evaluation of an account', async () => {
    const rule = functions.find(({ name }) => name === NAMES.ruleFunction) ?? program('');
    const { program: evaluating, close } = await serveEvaluation(rule, 20, 0.3);
    try {
      expect((await start(platform, evaluating)).milliseconds).toBeGreaterThan(0);
    } finally {
      await close();
    }
  });

  it.each([
    ['does not load', 'throw new TypeError("no")', 'TypeError: no'],
    ['fails', 'exports.handler = async () => { throw new RangeError("no"); }', 'RangeError: no'],
    ['exits', 'process.exit(3)', 'ended before it asked'],
  ])('are an error if the code %s', async (_, code, message) => {
    await expect(start(platform, { ...program(code), events: ['{}'] })).rejects.toThrow(message);
  });
});
