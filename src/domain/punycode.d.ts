/** The little of punycode that we use; its own types are not published. */
declare module "punycode/punycode.es6.js" {
  export function toASCII(domain: string): string;
}
