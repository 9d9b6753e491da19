import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasCfnGuard } from '../guardrails/cfn-guard.ts';
import { emptyFolder } from '../support/bare-environment.ts';
import { GITLAB_FILES, WORKFLOWS } from './pipelines.ts';

const SAMPLES = 'test/guardrails/samples/cloudformation';

/** The lines with which a gate finds cfn-guard and runs it. */
const GATES = [...WORKFLOWS, ...GITLAB_FILES].flatMap(({ path, commands }) => {
  const lines = commands.filter((line) => /^(export PATH=|cfn-guard )/.test(line));
  return lines.length > 0 ? [{ path, lines }] : [];
});

/**
 * Runs the lines of a gate as a runner does: beside a checkout of this project, in a repository with these
 * templates.
 */
function runGate(lines: readonly string[], templates: readonly string[]): number | null {
  const folder = emptyFolder();
  symlinkSync(process.cwd(), join(folder, 'one-active-key'));
  mkdirSync(join(folder, 'templates'));
  for (const [index, template] of templates.entries())
    copyFileSync(join(SAMPLES, template), join(folder, 'templates', `${index}.yaml`));
  return spawnSync('bash', ['-eo', 'pipefail', '-c', lines.join('\n')], { cwd: folder }).status;
}

// The runners of the examples are Linux on x64, and so is the folder that they name.
describe.skipIf(!hasCfnGuard() || `${process.platform} ${process.arch}` !== 'linux x64')(
  'the gate for templates',
  () => {
    it('is in a file of each system', () => {
      expect(GATES.map(({ path }) => path)).toEqual([
        'examples/github-actions/gates.yml',
        'examples/gitlab/gates.yml',
      ]);
    });

    describe.each(GATES)('of $path', ({ lines }) => {
      it.each([
        ['accepts templates that are accepted', ['accepted/one-key.yaml', 'accepted/no-key.yaml'], 0],
        ['refuses one of them that is refused', ['accepted/one-key.yaml', 'refused/same-name.yaml'], 19],
      ])('%s', (_, templates, status) => {
        expect(runGate(lines, templates)).toBe(status);
      });

      it('fails in a repository without templates', () => {
        expect([0, 19]).not.toContain(runGate(lines, []));
      });
    });
  },
);
