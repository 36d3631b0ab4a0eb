/** How files of other kinds start, in Latin-1, and what to do with them. */
const OTHERS: readonly (readonly [start: string, what: string])[] = [
  ['PK', 'a zip archive, such as a model or training_args.bin, where a log is required'],
  ['\x89HDF', 'an HDF5 file, where a log is required'],
  ['\x1f\x8b', 'compressed by gzip: unpack it first'],
  ['\x89PNG', 'a picture, where a log is required'],
  ['SQLite format 3', 'a database of SQLite, where a log is required'],
  ['%PDF', 'a PDF, where a log is required'],
  ['version https://git-lfs', 'a pointer of Git LFS in place of the file: get the file by git lfs pull'],
  [':W&B', 'a binary file of Weights & Biases: export the run as CSV'],
];

/** @throws {TypeError} for an empty file, and one of another kind. */
export function refuseOthers(start: Uint8Array | string): void {
  const text = typeof start === 'string' ? start.slice(0, 64) : String.fromCharCode(...start.subarray(0, 64));
  if (text.trim() === '' && start.length <= 64) throw new TypeError('it is empty.');
  const other = OTHERS.find(([signature]) => text.startsWith(signature));
  if (other) throw new TypeError(`it is ${other[1]}.`);
}
