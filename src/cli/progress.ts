/** How far a long work has come, on standard error if that is a terminal, once it has taken a second. */
export function progress(what: string, total: number) {
  const { stderr } = process;
  const isShown = stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  const started = performance.now();
  let drawnAt = started + 900;
  let width = 0;
  return {
    at(done: number): void {
      const now = performance.now();
      if (!isShown || now - drawnAt < 100) return;
      drawnAt = now;
      const left = Math.ceil(((now - started) * (total / Math.max(1, done) - 1)) / 1000);
      const line = `${what}: ${Math.floor((100 * done) / total)} %, ${left} s left`;
      stderr.write(`\r${line.padEnd(width)}`);
      width = line.length;
    },
    end(): void {
      if (width > 0) stderr.write(`\r${' '.repeat(width)}\r`);
    },
  };
}
