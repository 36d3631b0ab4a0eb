import fc from 'fast-check';

// The same cases on every run; FAST_CHECK_SEED=2 npx vitest run test/laws.test.ts draws others.
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 1) });

export default fc;
