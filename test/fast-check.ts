import fc from 'fast-check';

fc.configureGlobal({
  // The same cases on every run; FAST_CHECK_SEED=2 npx vitest run test/laws.test.ts draws others.
  seed: Number(process.env['FAST_CHECK_SEED'] ?? 1),
  // What fails is made smaller, for hours where numbers shrink by their last bits: a failure must end too.
  interruptAfterTimeLimit: 60_000,
});
