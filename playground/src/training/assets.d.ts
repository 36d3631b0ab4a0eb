declare module 'virtual:digits' {
  /** The address of the digits. */
  const url: string;
  export default url;
}

declare module '*.wasm?url' {
  /** The file's address. */
  const url: string;
  export default url;
}
