import { answerAsset } from "../answer/asset.ts";
import { pageRoutes } from "./routes.ts";

/** The API for people to read: made with the Worker (src/contract/page), and served as the file that it is. */
export const apiPage = pageRoutes();

apiPage.answer("GET /api", (c) => answerAsset(c, "/api"));
