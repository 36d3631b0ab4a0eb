import type { TimeUnit } from 'lr-schedules';
import { numberIn } from 'lr-schedules/recipe';
import type { Amount } from '../state/times.js';

/** What a text says, or why it says nothing, in a sentence. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** A number as people type it: `1e-3`, `1,000`, `1_000`, `10k`, `0.1*2048/256`. */
export function readNumber(text: string): Parsed<number> {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Type a number.' };
  const bare = trimmed.replace(/^([-+]?)−?(\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+)(?=\.|$)/, (all) =>
    all.replace(/[, \u202f\u00a0]/g, ''),
  );
  const value = productIn(bare.replace('−', '-'));
  return Number.isFinite(value) ? { value } : { problem: `“${shorten(trimmed)}” is not a number.` };
}

/** The number in a text, or of several with * and / between them; NaN for what is none. */
function productIn(text: string): number {
  const [first = '', ...rest] = text.split(/\s*([*/])\s*/);
  const one = (part: string) => {
    const number = numberIn(part);
    return typeof number === 'number' ? number : Number.NaN;
  };
  let value = one(first);
  for (let i = 0; i < rest.length; i += 2)
    value = rest[i] === '*' ? value * one(rest[i + 1] ?? '') : value / one(rest[i + 1] ?? '');
  return rest.length > 0 ? Number(value.toPrecision(15)) : value;
}

/** Numbers, or what else `readItem` reads, between commas. */
export function readList<T>(text: string, readItem: (item: string) => Parsed<T>): Parsed<T[]> {
  const values: T[] = [];
  for (const item of text.split(/[,;\n]/)) {
    if (item.trim() === '') continue;
    const parsed = readItem(item);
    if ('problem' in parsed) return parsed;
    values.push(parsed.value);
  }
  return { value: values };
}

/** Pairs `time: number` between commas, as a map. */
export function readPairs(text: string): Parsed<Record<string, number>> {
  const read = readList(text, (item): Parsed<[string, number]> => {
    const [time = '', number, ...rest] = item.split(/[:=]/);
    if (number === undefined || rest.length > 0)
      return { problem: `Write “step: factor”, in place of “${shorten(item.trim())}”.` };
    const parsed = readNumber(number);
    return 'problem' in parsed ? parsed : { value: [time.trim(), parsed.value] };
  });
  return 'problem' in read ? read : { value: Object.fromEntries(read.value) };
}

/** A number of steps, epochs or percent; without a unit of its own, in the one that is given. */
export function readTime(text: string, unit: TimeUnit): Parsed<Amount> {
  const trimmed = text.trim();
  const [, number = trimmed, own = unit] = /^(.*?)\s*(ep|%|st)$/i.exec(trimmed) ?? [];
  const parsed = readNumber(number);
  if ('value' in parsed) return { value: { amount: parsed.value, unit: own.toLowerCase() as TimeUnit } };
  return trimmed === '' ? parsed : { problem: `“${shorten(trimmed)}” is no number, nor a time such as 10ep or 30%.` };
}

const shorten = (text: string) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);
