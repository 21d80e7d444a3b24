import { describeProgress, type Import } from "../../domain/import/import.ts";

/** An import as the API shows it: with its progress and its links, without what is only kept (api.md). */
export function importJson(given: Import, origin: string) {
  const { dismissed: _kept, settled_at: _also, ...shown } = given;
  const self = `${origin}/api/v1/accounts/${given.account}/imports/${given.id}`;
  return {
    ...shown,
    progress: describeProgress(given),
    links: {
      self,
      rows: `${self}/rows`,
      problems: `${self}/problems`,
      not_created: `${self}/not-created.csv`,
      original: `${self}/original.csv`,
      page: `${origin}/imports/${given.id}`,
    },
  };
}
