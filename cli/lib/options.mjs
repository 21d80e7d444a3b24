/** The options of an import that a command takes, and passes on as they are (docs/api.md). */
const passedOn = [
  ...["services", "passwords", "password-recipient", "existing", "warnings", "mails", "mails-at"],
  ...["encoding", "confirm", "unknown-columns"],
];

/** @type {Record<string, { type: "string" }>} */
export const importOptions = Object.fromEntries([...passedOn, "notify"].map((name) => [name, { type: "string" }]));

/** Gives these options as the parameters of an upload. @param {Readonly<Record<string, string | boolean | undefined>>} values */
export function parametersOf(values) {
  const given = passedOn.flatMap((name) => {
    const value = values[name];
    return typeof value === "string" ? [[name.replaceAll("-", "_"), value]] : [];
  });
  const told = typeof values.notify === "string" ? { notify: "true", notify_email: values.notify } : {};
  return /** @type {Record<string, string>} */ ({ ...Object.fromEntries(given), ...told });
}
