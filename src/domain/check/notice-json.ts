import type { Sayer } from "../problems/say.ts";
import type { Notice } from "./report.ts";

/** What is worth knowing of a file, with what api.md adds for programs. */
export function noticeJson(notice: Notice, say: Sayer) {
  const message = say.sentence(notice);
  switch (notice.code) {
    case "service_not_installed":
      return { code: notice.code, message, service: notice.params.service };
    case "columns_ignored":
      return { code: notice.code, message, ...notice.params };
    case "column_ignored":
      return { code: notice.code, message, ...notice.params };
    case "columns_assigned":
      return { code: notice.code, message, ...notice.params };
    case "encoding":
      return { code: notice.code, message, ...notice.params };
    case "numbers_foreseen":
      return { code: notice.code, message, ...notice.params };
    case "same_file":
      return { code: notice.code, message, ...notice.params };
    default:
      return notice satisfies never;
  }
}
