#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { watchStandardOutput } from './output.js';
import { packageFile } from './package-files.js';
import { run } from './program.js';

const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));

watchStandardOutput();
// Not process.exit, which would cut off what a slow reader has not taken yet.
process.exitCode = await run(process.argv.slice(2), version);
