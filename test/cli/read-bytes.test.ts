import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { readBeside } from '../../src/cli/read-bytes.js';

afterEach(() => void vi.restoreAllMocks());

/** A run's folder, with a config in a folder of its own. */
function folder(): { here: string; config: string } {
  const here = mkdtempSync(join(tmpdir(), 'beside-'));
  mkdirSync(join(here, 'configs'));
  vi.spyOn(process, 'cwd').mockReturnValue(here);
  return { here, config: join(here, 'configs', 'sft.yaml') };
}

test('a file is looked for beside the one that names it, and JSON where the run is started after that', async () => {
  const { here, config } = folder();
  writeFileSync(join(here, 'ds.json'), 'here');
  expect(await readBeside(config, 'ds.json')).toBe('here');
  writeFileSync(join(here, 'configs', 'ds.json'), 'beside');
  expect(await readBeside(config, './ds.json')).toBe('beside');
});

test('of standard input, JSON is looked for where the run is started', async () => {
  const { here } = folder();
  writeFileSync(join(here, 'ds.json'), 'here');
  expect(await readBeside('-', 'ds.json')).toBe('here');
});

test('what a config is based on stands beside it, and nowhere else', async () => {
  const { here, config } = folder();
  writeFileSync(join(here, 'base.py'), 'here');
  expect(await readBeside(config, 'base.py')).toBeNull();
  mkdirSync(join(here, '_base_'));
  writeFileSync(join(here, '_base_', 'schedule.py'), 'base');
  expect(await readBeside(config, '../_base_/schedule.py')).toBe('base');
});
