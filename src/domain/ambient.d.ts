/**
 * The little of papaparse that we use. By hand, since @types/papaparse refers to the types of Node, and the domain would see
 * its clock, its console and its fetch again.
 */
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
