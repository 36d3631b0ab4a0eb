// Serves what `npm run site` built.
import { fileURLToPath } from 'node:url';

export default { root: fileURLToPath(new URL('.', import.meta.url)), build: { outDir: 'dist' } };
