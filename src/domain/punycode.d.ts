/** The little of punycode that we use. By hand: nothing brings types for this file of the package. */
declare module "punycode/punycode.es6.js" {
  export function toASCII(domain: string): string;
}
