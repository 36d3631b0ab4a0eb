import { readFileSync } from 'node:fs';
import { formNames } from 'lr-schedules/formats';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');

test('docs/formats.md names every form, and no other', () => {
  const [, table = ''] = /## Trainers\n([\s\S]*?)\n```/.exec(page) ?? [];
  const documented = [...table.matchAll(/^\| (`.*?`(?:, `.*?`)*) \|/gm)].flatMap(([, names = '']) =>
    names.split(', ').map((name) => name.slice(1, -1)),
  );
  // Saved models, and Model Garden's files, have functions of their own in the first table.
  const saved = ['keras-archive', 'keras-h5', 'tfjs', 'model-garden', 'keras'];
  expect([...documented].sort()).toEqual(formNames.filter((name) => !saved.includes(name)).sort());
});
