import { nearest } from '../../errors.js';
import { wrap } from '../../plot/text-width.js';
import { catalog, frameworkTitles } from '../../recipe/index.js';
import { listOfSchedules } from '../list-of-schedules.js';
import { print, terminalWidth } from '../output.js';
import { describeSchedule } from '../schedule-help.js';
import { UsageError } from '../usage-error.js';

/** Prints the names of all schedules, or those of one framework with what they are. */
export async function list(framework: string | undefined): Promise<void> {
  if (framework === undefined) return print(listOfSchedules());
  const named = frameworkNamed(framework);
  const width = Math.min(80, terminalWidth());
  const lines: string[] = [];
  for (const { name } of catalog.filter((entry) => entry.framework === named)) {
    const { description = '' } = await describeSchedule(name);
    const [sentence = ''] = /^[\s\S]*?[.:](?=\s|$)/.exec(description) ?? [];
    lines.push(name, ...wrap(sentence.replace(/:$/, '.'), width - 4).map((line) => `    ${line}`));
  }
  await print(lines.join('\n'));
}

/** The framework by its name in the catalog, or by what people call it. */
function frameworkNamed(text: string): string {
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
  const names = Object.keys(frameworkTitles);
  const found = names.find((name) => [name, frameworkTitles[name] as string].map(plain).includes(plain(text)));
  if (found) return found;
  const meant = nearest(text, names);
  throw new UsageError(
    `list: no framework is called ${text}; ${meant ? `did you mean ${meant}?` : `there are ${names.join(', ')}.`}`,
  );
}
