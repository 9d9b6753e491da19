import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { serviceModels } from '../../../sandbox/service-model/model.ts';

const FOLDER = fileURLToPath(new URL('../../../sandbox/service-model/', import.meta.url));
const SCRIPT = join(FOLDER, 'extract.py');
const PYTHON_FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.py'));
const MODEL = join(FOLDER, 'service-model.json');

const python = (...args: string[]) => spawnSync('python3', args, { encoding: 'utf8' });
const hasPython = python('--version').status === 0;
const botocore = python('-c', 'import botocore; print(botocore.__version__)').stdout?.trim();
const canCompare = botocore === serviceModels.botocore;

describe('extract.py --check', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** Checks a copy of the extract in which one text is replaced. */
  function checkChanged(from: string, to: string) {
    const folder = mkdtempSync(join(tmpdir(), 'service-model-'));
    folders.push(folder);
    for (const file of PYTHON_FILES) copyFileSync(join(FOLDER, file), join(folder, file));
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
    const { status, stdout } = python('-E', '-s', '-S', SCRIPT, '--check');
    expect(stdout).toBe(
      `SKIPPED: service-model.json is from botocore ${serviceModels.botocore}; botocore is not installed\n`,
    );
    expect(status).toBe(0);
  });
});
