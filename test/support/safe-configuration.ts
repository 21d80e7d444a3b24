/** A complete and safe configuration (S12): what makes the Worker of a test one that is deployed. */
export const safeConfiguration = {
  ENVIRONMENT: "production",
  MASTER_SECRET: "a-master-secret-for-tests-of-production-mode",
  OPERATOR_TOKEN: "an-operator-token-for-tests-of-production",
  PUBLIC_ORIGIN: "https://muster.provider.test",
  MAIL_FROM: "muster@provider.test",
} as const;

/** A configuration with one thing changed that makes it unsafe: what it is, the setting, and a part of the sentence. */
export const unsafeChanges = [
  ["MASTER_SECRET", undefined, "MASTER_SECRET is not set."],
  ["MASTER_SECRET", "", "MASTER_SECRET is not set."],
  ["MASTER_SECRET", "x".repeat(31), "MASTER_SECRET is shorter than 32 characters."],
  ["MASTER_SECRET", " ".repeat(40), "MASTER_SECRET is shorter than 32 characters."],
  [
    "MASTER_SECRET",
    "development-only-secret-of-at-least-32-characters",
    "MASTER_SECRET is the one of .dev.vars.example",
  ],
  ["MASTER_SECRET", "abcdefg".repeat(6), "MASTER_SECRET is a few signs again and again."],
  ["OPERATOR_TOKEN", "a-master-secret-for-tests-of-production-mode", "OPERATOR_TOKEN is the same as another secret"],
  ["PLATFORM_TOKEN", "an-operator-token-for-tests-of-production", "PLATFORM_TOKEN is the same as another secret"],
  ["PLATFORM_TOKEN", "operator-dev-token", "PLATFORM_TOKEN is the one of .dev.vars.example"],
  ["OPERATOR_TOKEN", undefined, "OPERATOR_TOKEN is not set."],
  ["OPERATOR_TOKEN", "x".repeat(31), "OPERATOR_TOKEN is shorter than 32 characters."],
  ["OPERATOR_TOKEN", "operator-dev-token", "OPERATOR_TOKEN is the one of .dev.vars.example"],
  ["OPERATOR_TOKEN_PREVIOUS", "x".repeat(31), "OPERATOR_TOKEN_PREVIOUS is shorter than 32 characters."],
  ["OPERATOR_TOKEN_PREVIOUS", "operator-dev-token", "OPERATOR_TOKEN_PREVIOUS is the one of .dev.vars.example"],
  ["PLATFORM_TOKEN", "x".repeat(31), "PLATFORM_TOKEN is shorter than 32 characters."],
  ["PLATFORM_TOKEN_PREVIOUS", "x".repeat(31), "PLATFORM_TOKEN_PREVIOUS is shorter than 32 characters."],
  ["MASTER_SECRET_PREVIOUS", "x".repeat(31), "MASTER_SECRET_PREVIOUS is shorter than 32 characters."],
  ["PUBLIC_ORIGIN", undefined, "PUBLIC_ORIGIN must be the https address"],
  ["PUBLIC_ORIGIN", "", "PUBLIC_ORIGIN must be the https address"],
  ["PUBLIC_ORIGIN", "http://muster.provider.test", "PUBLIC_ORIGIN must be the https address"],
  ["PUBLIC_ORIGIN", "https://muster.provider.test/", "PUBLIC_ORIGIN must be the https address"],
  ["MAIL_FROM", undefined, "MAIL_FROM must be an address of a domain of yours"],
  ["MAIL_FROM", "nobody", "MAIL_FROM must be an address of a domain of yours"],
  ["MAIL_FROM", "muster@example.com", "MAIL_FROM must be an address of a domain of yours"],
  ["MAIL_FROM", "muster@mail.Example.com", "MAIL_FROM must be an address of a domain of yours"],
  ["ACCESS_TEAM", "https://team.cloudflareaccess.com", "ACCESS_AUDIENCE is not set, but ACCESS_TEAM is"],
  ["REQUIRE_FACTOR", "yes", "REQUIRE_FACTOR must be true or false"],
  ["ACCESS_AUDIENCE", "0123abcd", "ACCESS_TEAM must be the address of your team"],
] as const;
