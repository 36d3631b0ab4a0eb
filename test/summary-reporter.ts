import { writeSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Prints `N passed, N failed`, with `, N skipped` if there are any, as the last line of all, for programs to read.
 *
 * What stops tests from being run has failed too: a file that does not load, a hook that throws outside of all tests,
 * an error that nobody caught.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        // A test is pending where the run was cut short before it.
        counts[state === 'pending' ? 'skipped' : state]++;
      }
      const suites = [...module.children.allSuites(), module];
      counts.failed += suites.filter((suite) => suite.errors().length > 0).length;
    }
    const { passed, failed, skipped } = counts;
    const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Other reporters, and Vitest itself, print after this.
    process.once('exit', () => writeSync(process.stdout.fd, line));
  }
}
