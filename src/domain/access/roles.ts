/** What people may be in an account, the one who may do least first (S1). */
export const roles = ["viewer", "importer", "owner"] as const;
export type Role = (typeof roles)[number];

/** Tells whether a role may do what is demanded of at least another one. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Tells whether a text is the name of a role. */
export function isRole(text: string): text is Role {
  return roles.some((role) => role === text);
}

/** Gives the role that a field of a form names; what names none is the one who may do least. */
export function roleIn(text: string | undefined): Role {
  return text !== undefined && isRole(text) ? text : "viewer";
}
