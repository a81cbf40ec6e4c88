/** The JSON Schema of a regulation file, as it must stand in `docs/`. */
import { languageSchema } from "../domain/language/schema.ts";

export const languageFile = "docs/regulation.schema.json";
export const languageText = (): string => `${JSON.stringify(languageSchema())}\n`;
