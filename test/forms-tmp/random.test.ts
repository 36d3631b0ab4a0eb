import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readSchedule } from 'lr-schedules/formats';
import * as paddle from '../../src/dialects/paddle/index.js';
const camel = (s: string) => s.replace(/^T_?(?=max|0|mult)/, 't_').replace(/_([a-z0-9])/g, (_: string, c: string) => c.toUpperCase());
function build(ns: any, { class: c, args }: any): any {
  const conv = (v: any): any => Array.isArray(v) ? v.map(conv) : v && v.class ? build(ns, v) : v;
  return ns[camel(c.charAt(0).toLowerCase() + c.slice(1))](Object.fromEntries(Object.entries(args).map(([k, v]) => [camel(k), conv(v)])));
}
for (const form of 'mmengine nemo megatron fairseq torchtitan torchtune detectron2 paddle mlx'.split(' ')) {
  const f = `/tmp/rnd/${form}.json`;
  if (!existsSync(f) || readFileSync(f, 'utf8') === '') continue;
  it(form, async () => {
    const records = JSON.parse(readFileSync(f, 'utf8'));
    let bad = 0, shown = 0, err = 0;
    for (const r of records) {
      try {
        const spec = form === 'paddle';
        const read: any = spec ? { schedule: build(paddle, JSON.parse(r.text)), form } : await readSchedule(r.text, { file: r.file, run: r.run });
        if (read.form !== form) throw new Error(`form ${read.form}`);
        for (const [rates, s] of [[r.rates, read.schedule], ...(r.momentum ? [[r.momentum, read.momentum]] : [])] as any) {
          const top = Math.max(...rates.map(Math.abs));
          const wrong = r.steps.flatMap((t: number, i: number) => Math.abs(s(t) - rates[i]) <= 2e-6 * top ? [] : [`${t}: ${s(t)} not ${rates[i]}`]);
          if (wrong.length) { bad++; if (shown++ < 4) console.log(form, r.text, JSON.stringify(r.run), wrong.length, 'of', r.steps.length, wrong.slice(0, 6)); }
        }
      } catch (e) { err++; if (shown++ < 6) console.log(form, 'ERROR', String(e), r.text, JSON.stringify(r.run)); }
    }
    console.log(`${form}: ${records.length} configs, ${bad} wrong, ${err} errors`);
    expect(bad + err).toBe(0);
  }, 600000);
}
