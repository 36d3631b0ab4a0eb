// Options as a table: what each is for, its unit, what it may be, and what it is if it is left out.
import { isRequired, requirement } from '../build/options.js';

const UNITS = { rate: 'rate', steps: 'steps', fraction: 'fraction', number: 'number' };

const cell = (text) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ');

/** @throws {Error} for an option that nobody has described. */
export function optionsTable(owner, rows) {
  const lines = rows.map(({ names, option, doc }) => {
    if (!doc) throw new Error(`${owner}: the option ${names[0]} has no description.`);
    const unit = UNITS[option.is] ?? '';
    // The table has a column for it.
    const text = doc.replace(/\s*Default [^.]*\.$/, '') || doc;
    const fallback = isRequired(option) ? '**required**' : `\`${JSON.stringify(option.default)}\``;
    return `| ${names.map((name) => `\`${name}\``).join('<br>')} | ${cell(text)} | ${unit} | ${cell(requirement(option))} | ${fallback} |`;
  });
  return ['| option | what it is | unit | it must be | default |', '| --- | --- | --- | --- | --- |', ...lines].join(
    '\n',
  );
}
