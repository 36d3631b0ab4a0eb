import type { Random } from './random.js';

const pieces = [
  '&a ',
  '*a',
  '<<: ',
  '? ',
  ': ',
  '- ',
  '!!str ',
  '!x ',
  '{',
  '}',
  '[',
  ']',
  ',',
  '"',
  "'",
  '|',
  '>',
  '#',
];
const more = [
  '\n',
  '\t',
  '  ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '\0',
  '\u2028',
  '💥',
  'learning_rate',
  '1e999',
  '~',
  '0x',
];

/** A text of which a few lines, or characters, are something else. */
export function mutateText(text: string, random: Random): string {
  let changed = text;
  for (let count = 1 + random.below(4); count > 0; count--) {
    const lines = changed.split('\n');
    const line = random.below(lines.length);
    const at = random.below(changed.length + 1);
    switch (random.below(8)) {
      case 0:
        lines.splice(line, 1);
        changed = lines.join('\n');
        break;
      case 1:
        lines.splice(random.below(lines.length), 0, lines[line] as string);
        changed = lines.join('\n');
        break;
      case 2:
        lines[line] = ' '.repeat(random.below(6)) + (lines[line] as string).trimStart();
        changed = lines.join('\n');
        break;
      case 3:
        changed = changed.slice(0, at) + changed.slice(at + 1 + random.below(8));
        break;
      case 4:
        changed = changed.replace(/-?\d[\d.e+-]*/, () =>
          random.pick(['-1', '0', '1e308', '1e-308', '.inf', '.nan', '2147483648']),
        );
        break;
      case 5:
        changed =
          changed.slice(0, at) +
          random.pick(pieces).repeat(1 + random.below(random.chance(0.05) ? 80 : 2)) +
          changed.slice(at);
        break;
      default:
        changed = changed.slice(0, at) + random.pick(random.chance(0.7) ? pieces : more) + changed.slice(at);
    }
  }
  return changed;
}
