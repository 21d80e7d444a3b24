import { COST } from "../../../src/vault/password-cost.ts";
import { COST as cheap } from "../site/password-cost.ts";

/** Before anything else is read: from here on a password is hashed at little cost. Its real one is paid in test/product. */
Object.assign(COST, cheap);
