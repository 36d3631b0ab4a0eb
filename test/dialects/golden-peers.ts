import { readFileSync } from 'node:fs';

/** What a framework gave for one of its schedules: `values[t]` is the rate of update t. */
export interface PeerRecord {
  readonly peer: string;
  readonly name: string;
  readonly base_lr: number | null;
  readonly args: Args;
  readonly values: readonly number[];
  readonly momentum?: readonly number[];
}

/** Python keyword arguments. */
export type Args = { readonly [argument: string]: unknown };

const given = ['peers.json', 'peers-more.json'];

/** All golden records of a peer: `optax`, `torch`, `timm` or `transformers`. */
export function peerRecords(peer: string): PeerRecord[] {
  return given.flatMap((file) => {
    const text = readFileSync(new URL(`../golden/${file}`, import.meta.url), 'utf8');
    return (JSON.parse(text) as PeerRecord[]).filter((record) => record.peer.startsWith(`${peer} `));
  });
}

/** The mechanical name: first letter lower-cased, snake_case to camelCase; `T_max` → `tMax`, `T_0` → `t0`. */
export function toName(name: string): string {
  if (name === 'WSDLRScheduler') return 'wsdLRScheduler';
  const camel = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return camel.charAt(0).toLowerCase() + camel.slice(1);
}

/**
 * Python keyword arguments as our options, nested ones included. A schedule among them, `{ name, args }`, becomes
 * what `build(name, options)` makes of it; without `build`, `{ name, args: options }`.
 */
export function toOptions(
  args: Args,
  build: (name: string, options: Record<string, unknown>) => unknown = (name, options) => ({ name, args: options }),
): Record<string, unknown> {
  const read = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(read);
    if (typeof value !== 'object' || value === null) return value;
    const nested = value as Partial<PeerRecord>;
    if (nested.name !== undefined && nested.args !== undefined) {
      return build(nested.name, toOptions(nested.args, build));
    }
    return toOptions(value as Args, build);
  };
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [toName(name), read(value)]));
}

/** The largest magnitude of a curve: what tolerances are relative to. */
export function largest(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

/** A record in a test's title and message. */
export function describeRecord({ name, base_lr, args }: PeerRecord): string {
  return `${name}${base_lr === null ? '' : `, base_lr ${base_lr}`}, ${JSON.stringify(args)}`;
}
