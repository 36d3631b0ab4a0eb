/** The way to a value: keys of maps and indices of lists, from the outermost in. */
export type Path = readonly (string | number)[];

/** What is thrown about a recipe; `path` leads to the value that is wrong. */
export type PlacedError = (TypeError | RangeError) & { readonly path: Path };

/** @throws {TypeError} or what else is passed, with the path. */
export function failAt(path: Path, message: string, Kind: typeof TypeError | typeof RangeError = TypeError): never {
  throw Object.assign(new Kind(message), { path });
}

/** Runs `make`, and gives what it throws the path, unless it has one of its own from further in. */
export function placed<T>(path: Path, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && !('path' in error)) throw Object.assign(error, { path });
    throw error;
  }
}

export const isPlaced = (error: unknown): error is PlacedError => error instanceof Error && 'path' in error;
