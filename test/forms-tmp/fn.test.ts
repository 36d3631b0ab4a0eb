import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as mlx from '../../src/dialects/mlx/index.js';
import * as paddle from '../../src/dialects/paddle/index.js';

const records = JSON.parse(readFileSync('/work/shared/golden/forms.json', 'utf8'));
const camel = (s: string) =>
  s.replace(/^T_?(?=max|0|mult)/, 't_').replace(/_([a-z0-9])/g, (_: string, c: string) => c.toUpperCase());
const fnName = (s: string) => camel(s.charAt(0).toLowerCase() + s.slice(1));
function build(ns: any, { class: c, args }: any): any {
  const conv = (v: any): any => (Array.isArray(v) ? v.map(conv) : v && v.class ? build(ns, v) : v);
  return ns[fnName(c)](Object.fromEntries(Object.entries(args).map(([k, v]) => [camel(k), conv(v)])));
}
for (const r of records.filter((r: any) => ['paddle', 'mlx'].includes(r.form) && r.text.trim().startsWith('{'))) {
  it(`${r.form} ${r.name}`, () => {
    const s = build(r.form === 'mlx' ? mlx : paddle, JSON.parse(r.text));
    const top = Math.max(...r.rates.map(Math.abs));
    r.steps.forEach((t: number, i: number) =>
      expect(Math.abs(s(t) - r.rates[i]) / top, `step ${t}: ${s(t)} ${r.rates[i]}`).toBeLessThan(2e-6),
    );
  });
}
