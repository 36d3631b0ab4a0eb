import type { TimeUnit } from 'lr-schedules';
import type { Amount } from '../state/times.js';

/** What a text says, or why it says nothing, in a sentence. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** A number as people type it: with an exponent, with commas or spaces between thousands. */
export function readNumber(text: string): Parsed<number> {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Type a number.' };
  const bare = trimmed.replace(/^([-+]?)−?(\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+)(?=\.|$)/, (all) =>
    all.replace(/[, \u202f\u00a0]/g, ''),
  );
  const digits = bare.replace('−', '-');
  const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? { value } : { problem: `“${shorten(trimmed)}” is not a number.` };
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
