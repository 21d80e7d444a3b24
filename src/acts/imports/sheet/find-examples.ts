import { type Examples, readExamples } from "../../../domain/file/examples.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { Scene } from "../../scene.ts";
import { openOriginal } from "../read-upload.ts";

/** Finds the first values of each column of a draft's file; none when the file is gone (S9). */
export async function findExamples(scene: Scene, { id, file, columns }: Import): Promise<Examples> {
  const bytes = await openOriginal(scene, id);
  return bytes ? readExamples(bytes, file.encoding, columns) : new Map();
}
