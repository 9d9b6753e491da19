import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { matchesWhole } from '../../../sandbox/service-model/java-pattern.ts';
import { operationModel, type Shape, serviceModels } from '../../../sandbox/service-model/model.ts';

const FOLDER = fileURLToPath(new URL('../../../sandbox/service-model/', import.meta.url));
const SCRIPT = join(FOLDER, 'extract.py');
const MODEL = join(FOLDER, 'service-model.json');

const python = (...args: string[]) => spawnSync('python3', args, { encoding: 'utf8' });
const hasPython = python('--version').status === 0;
const botocore = python('-c', 'import botocore; print(botocore.__version__)').stdout?.trim();
const canCompare = botocore === serviceModels.botocore;

describe('The extract', () => {
  const operations = Object.values(serviceModels.services).flatMap((service) =>
    Object.values(service.operations),
  );
  const shapes = operations.flatMap((operation) => shapesIn(operation.input));
  const patterns = [...new Set(shapes.flatMap((shape) => ('pattern' in shape ? [shape.pattern] : [])))];

  it('knows each service by its API version', () => {
    const versions = Object.entries(serviceModels.services).map(([name, { apiVersion }]) => [
      name,
      apiVersion,
    ]);
    expect(Object.fromEntries(versions)).toEqual({
      cloudformation: '2010-05-15',
      cloudwatch: '2010-08-01',
      config: '2014-11-12',
      events: '2015-10-07',
      iam: '2010-05-08',
      lambda: '2015-03-31',
      logs: '2014-03-28',
      scheduler: '2021-06-30',
      ssm: '2014-11-06',
    });
  });

  it('names the errors of an operation as the SDK does', () => {
    expect(operationModel('iam', 'ListAccessKeys').errors).toEqual([
      'NoSuchEntityException',
      'ServiceFailureException',
    ]);
  });

  it('has no type but those that are validated', () => {
    const known = [
      ...['structure', 'list', 'map', 'string', 'integer', 'long', 'double'],
      ...['boolean', 'timestamp', 'blob'],
    ];
    expect(shapes.map((shape) => shape.type).filter((type) => !known.includes(type))).toEqual([]);
  });

  it('has patterns of every kind', () => {
    expect(patterns.length).toBeGreaterThan(15);
  });

  it.each(patterns)('has a pattern that JavaScript compiles: %s', (pattern) => {
    expect(() => matchesWhole(pattern ?? '', '')).not.toThrow();
  });
});

describe('extract.py --check', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** Checks a copy of the extract in which one text stands for another. */
  function checkChanged(from: string, to: string) {
    const folder = mkdtempSync(join(tmpdir(), 'service-model-'));
    folders.push(folder);
    copyFileSync(SCRIPT, join(folder, 'extract.py'));
    writeFileSync(join(folder, 'service-model.json'), readFileSync(MODEL, 'utf8').replace(from, to));
    return python(join(folder, 'extract.py'), '--check');
  }

  it.skipIf(!canCompare)(
    `finds the file as botocore ${serviceModels.botocore} has it (skipped without it)`,
    () => {
      const { status, stdout, stderr } = python(SCRIPT, '--check');
      expect(stderr).toBe('');
      expect(stdout).toBe(
        `service-model.json is what extract.py writes from botocore ${serviceModels.botocore}\n`,
      );
      expect(status).toBe(0);
    },
  );

  it.skipIf(!canCompare)('fails where a limit was changed by hand', () => {
    const { status, stderr } = checkChanged('"max": 1000', '"max": 1001');
    expect(stderr).toContain('service-model.json is not what extract.py writes');
    expect(status).toBe(1);
  });

  it.skipIf(!canCompare)('says that it skips where botocore is another version than the one recorded', () => {
    const { status, stdout } = checkChanged(`"botocore": "${serviceModels.botocore}"`, '"botocore": "1.0.0"');
    expect(stdout).toBe(
      `SKIPPED: service-model.json is from botocore 1.0.0; botocore ${serviceModels.botocore} is here\n`,
    );
    expect(status).toBe(0);
  });

  it.skipIf(!hasPython)('says that it skips where botocore is not installed', () => {
    const { status, stdout } = python('-I', '-S', SCRIPT, '--check');
    expect(stdout).toBe(
      `SKIPPED: service-model.json is from botocore ${serviceModels.botocore}; botocore is not installed\n`,
    );
    expect(status).toBe(0);
  });
});

function shapesIn(shape: Shape): readonly Shape[] {
  switch (shape.type) {
    case 'structure':
      return [shape, ...Object.values(shape.members).flatMap(shapesIn)];
    case 'list':
      return [shape, ...shapesIn(shape.member)];
    case 'map':
      return [shape, ...shapesIn(shape.key), ...shapesIn(shape.value)];
    default:
      return [shape];
  }
}
