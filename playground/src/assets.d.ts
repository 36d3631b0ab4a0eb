declare module '*.json?url' {
  /** The file's address. */
  const url: string;
  export default url;
}

declare module '*.woff2?url' {
  /** The file's address. */
  const url: string;
  export default url;
}
