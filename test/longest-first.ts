import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take the longest, that first. */
const LONGEST = [
  'package',
  'playground/playground',
  'playground/training',
  'browser/browser',
  'playground/access',
  'keras/proven',
  'examples',
  'cli/cli',
  'tfjs/follow-exact',
  'diagnose',
];

/** Begins with the long files, so that no worker is left with one at the end while the others have nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const i = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
      return i < 0 ? LONGEST.length : i;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
