import { afterAll } from "vitest";
import { closeAll } from "./stage.ts";

afterAll(closeAll);
