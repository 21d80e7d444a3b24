import { answerAsset } from "../../answer/asset.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readQuery } from "../../request/input.ts";
import { apiRoutes } from "../routes.ts";

/** How the API describes itself: made with the Worker (src/contract), and served as the file that it is. */
export const openapi = apiRoutes();

openapi.answer("GET /openapi.json", async (c) => {
  const query = readQuery(c, {});
  return query.ok ? answerAsset(c, "/api/v1/openapi.json") : answerFailure(c, query.failure);
});
