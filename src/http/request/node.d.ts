/** The little of Node's zlib that we use; the types of all of Node would bring more than the Worker has. */
declare module "node:zlib" {
  /** Throws a RangeError when the output is longer than it may be, and any other error when the input is not gzip. */
  export function gunzipSync(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Uint8Array;
}
