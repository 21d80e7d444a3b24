/** Well-known domains of mail, by their first label, with the slips of the keyboard that are nobody's domain of their own. */
const slips: Readonly<Record<string, string>> = {
  gmail:
    "gmial gmal gmai gmil gamil gmali gmaill gmmail ggmail gmaiil gnail gmsil gmaul gmaik gimail gemail gmeil gmaol",
  googlemail: "goglemail googelmail googlmail googlemial",
  hotmail: "hotmial hotmal hotmai hotmil homail hotamil hotmaill hotnail htomail hormail hotmali hotmaul hotmeil",
  outlook: "outlok oulook outook outlool outloook otulook outlokk outllok outloo putlook",
  yahoo: "yaho yahooo yhaoo yahho yhoo yahoi yaoo yajoo yqhoo",
  icloud: "iclod icoud iclould icloude iclud icluod iclooud",
};

const meantBy: ReadonlyMap<string, string> = new Map(
  Object.entries(slips).flatMap(([name, typos]) => [name, ...typos.split(" ")].map((typo) => [typo, name])),
);

/** Endings that stand for `com` at these providers. */
const comSlips: ReadonlySet<string> = new Set("con cmo ocm cim vom xom comm coom cpm cm co om come cons".split(" "));

/** Gives the address that was meant where the domain is a common slip of a well-known one (`email_typo`), or null. */
export function suggestDomain(email: string): string | null {
  const at = email.lastIndexOf("@");
  const domain = email.slice(at + 1).toLowerCase();
  const [name = "", ...rest] = domain.split(".");
  const meant = meantBy.get(name);
  if (at < 1 || meant === undefined || rest.length === 0) return null;
  const ending = rest.join(".");
  const suggested = `${meant}.${comSlips.has(ending) ? "com" : ending}`;
  return suggested === domain ? null : `${email.slice(0, at)}@${suggested}`;
}
