import type { ConfigurationFault } from "../../configuration.ts";

const asSecret = (name: string) => `npx wrangler secret put ${name}`;

/** Says what to do about something unsafe in a configuration (S12), without its value. */
export function sayConfiguration({ setting, fault }: ConfigurationFault): string {
  switch (fault) {
    case "missing":
      return `${setting} is not set. Set it to at least 32 random characters: ${asSecret(setting)}.`;
    case "short":
      return `${setting} is shorter than 32 characters. Set a longer one, made at random: ${asSecret(setting)}.`;
    case "published":
      return `${setting} is the one of .dev.vars.example, which everybody can read. Set one of your own, made at random: ${asSecret(setting)}.`;
    case "repeated":
      return `${setting} is a few signs again and again. Set one that was made at random: ${asSecret(setting)}.`;
    case "same":
      return `${setting} is the same as another secret: whoever has one would have both. Set one of its own, made at random: ${asSecret(setting)}.`;
    case "open":
      return `${setting} must be false: it opens another address beside PUBLIC_ORIGIN. Set it in the environment's configuration.`;
    case "no_origin":
      return `${setting} must be the https address under which people reach Muster, such as https://muster.your-domain.net, without a slash at the end. Set it in wrangler.toml.`;
    case "no_sender":
      return `${setting} must be an address of a domain of yours that may send mail. Set it in wrangler.toml.`;
    case "no_team":
      return `${setting} must be the address of your team at Cloudflare Access, such as https://your-team.cloudflareaccess.com, without a slash at the end. Set it in wrangler.toml, or take ACCESS_AUDIENCE out.`;
    case "no_audience":
      return `${setting} is not set, but ACCESS_TEAM is. Set it in wrangler.toml to the audience tag of your application at Cloudflare Access, or take ACCESS_TEAM out.`;
    case "no_switch":
      return `${setting} must be true or false. Set it in wrangler.toml: true, if everybody must have a second factor.`;
    case "development":
      return `${setting} must not be set to development where others can reach Muster. Take it out of wrangler.toml and of the secrets.`;
    default:
      return fault satisfies never;
  }
}
