import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { serveEvaluation } from '../../bench/start/evaluation.ts';
import { platformHere } from '../../bench/start/platform.ts';
import { start } from '../../bench/start/start.ts';
import { ruleOfCommit, VERSION_0_1 } from '../../bench/sweep/earlier.ts';

it('a commit that the history does not have has no rule function', () => {
  expect(ruleOfCommit('0'.repeat(40))).toBeUndefined();
});

it('the rule function of 0.1 makes N + ⌈N/1000⌉ + 3k calls of IAM', async () => {
  const code = ruleOfCommit(VERSION_0_1);
  if (code === undefined) {
    // A shallow clone.
    expect(spawnSync('git', ['cat-file', '-e', VERSION_0_1]).status).not.toBe(0);
    return;
  }
  const { program, calls, close } = await serveEvaluation({ code, memoryMegabytes: 512 }, 100, 0.03);
  try {
    expect((await start(platformHere(), program)).workMilliseconds).toBeGreaterThan(0);
    expect(calls().iam).toBe(100 + 1 + 3 * 3);
  } finally {
    await close();
  }
});
