/** The little of papaparse that we use; its own types would bring DOM and Node types back into the domain. */
declare module "papaparse" {
  type ParseError = { readonly type: string; readonly code: string; readonly message: string; readonly row?: number };
  type Parsed = { readonly data: string[][]; readonly errors: readonly ParseError[] };
  const Papa: {
    parse(
      text: string,
      config: { delimiter: string; newline: string; quoteChar?: string; skipEmptyLines: false; preview?: number },
    ): Parsed;
    unparse(
      rows: readonly (readonly string[])[],
      config: { delimiter: string; newline: string; quotes?: boolean | ((cell: string) => boolean) },
    ): string;
  };
  export default Papa;
}
