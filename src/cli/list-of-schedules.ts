import { wrap } from '../plot/text-width.js';
import { catalog, frameworkTitles } from '../recipe/index.js';

/** The names of all schedules by framework, for the help. */
export function listOfSchedules(): string {
  const frameworks = [...new Set(catalog.map(({ framework }) => framework))];
  return frameworks
    .map((framework) => {
      const names = catalog.filter((entry) => entry.framework === framework).map(({ name }) => name);
      const lines = wrap(names.join(', '), 78).map((line) => `  ${line}`);
      return `Schedules of ${frameworkTitles[framework]}:\n${lines.join('\n')}`;
    })
    .join('\n');
}
