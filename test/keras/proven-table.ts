import { ACTIVATIONS } from '../../src/keras/activations.js';
import { LOSSES } from '../../src/keras/losses.js';
import { LAYERS, type Values } from '../../src/keras/proven.js';

const MASKS = {
  passes: 'handed on',
  ends: 'ignored, ends',
  skips: 'skipped steps',
  'left out': 'left out',
} as const;

/** What every weight has; named once above the table. */
const ofWeights = /_(initializer|regularizer|constraint)$/;
const show = (values: Values) =>
  typeof values === 'string' ? null : values.length === 0 ? 'none' : values.map((value) => `${value}`).join(', ');

/** The table of what is proven, as Markdown: docs/keras.md holds it. */
export function provenTable(): string {
  const rows = Object.entries(LAYERS).map(([name, { settings, mask, random }]) => {
    const all = Object.entries(settings).filter(([key, values]) => values !== 'any' && !ofWeights.test(key));
    const free = all.filter(([, values]) => typeof values === 'string').map(([key]) => `\`${key}\``);
    const fixed = all.flatMap(([key, values]) => {
      const shown = show(values);
      return shown === null || shown === 'true, false' ? [] : [`\`${key}\`: ${shown}`];
    });
    const both = all.filter(([, values]) => show(values) === 'true, false').map(([key]) => `\`${key}\``);
    const text = [[...free, ...both].join(', '), ...fixed].filter((part) => part !== '').join('; ');
    return `| ${name}${random ? ' (by chance)' : ''} | ${text} | ${mask ? MASKS[mask] : ''} |`;
  });
  const losses = Object.values(LOSSES).map(({ native, settings }, i) => {
    const name = Object.keys(LOSSES)[i];
    return `\`${name}\`${settings.length > 0 ? ` (${settings.join(', ')})` : ''}${native ? '' : ''}`;
  });
  return [
    '| layer | settings | a mask |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `Activations: ${Object.keys(ACTIVATIONS)
      .map((name) => `\`${name}\``)
      .join(', ')}.`,
    '',
    `Losses: ${losses.join(', ')}.`,
  ].join('\n');
}
