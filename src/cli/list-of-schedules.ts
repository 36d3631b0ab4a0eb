import { wrap } from '../plot/text-width.js';
import { catalog, type Framework } from '../recipe/index.js';

const TITLES: Readonly<Record<Framework, string>> = {
  keras: 'Keras',
  'model-garden': 'Model Garden',
  blocks: 'this package',
  optax: 'Optax',
  torch: 'PyTorch',
  timm: 'timm',
  transformers: 'Transformers',
};

/** The names of all schedules by framework, for the help. */
export function listOfSchedules(): string {
  const frameworks = [...new Set(catalog.map(({ framework }) => framework))];
  return frameworks
    .map((framework) => {
      const names = catalog.filter((entry) => entry.framework === framework).map(({ name }) => name);
      const lines = wrap(names.join(', '), 78).map((line) => `  ${line}`);
      return `Schedules of ${TITLES[framework]}:\n${lines.join('\n')}`;
    })
    .join('\n');
}
