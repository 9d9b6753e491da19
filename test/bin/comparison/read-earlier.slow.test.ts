import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readEarlier } from '../../../bin/comparison/read-earlier.ts';
import { format } from '../../../bin/formats/format.ts';
import { emptyFolder } from '../../support/bare-environment.ts';
import { anInventory, aUser } from '../inventories.ts';

it('an earlier inventory is read from a pipe', () => {
  const folder = emptyFolder();
  const [file, pipe] = [join(folder, 'earlier.json'), join(folder, 'pipe')];
  writeFileSync(file, format(anInventory([aUser()]), 'json', 120));
  execFileSync('mkfifo', [pipe]);
  spawn('sh', ['-c', 'cat "$1" > "$2"', 'sh', file, pipe], { stdio: 'ignore' });
  expect(readEarlier(pipe).users).toHaveLength(1);
});
