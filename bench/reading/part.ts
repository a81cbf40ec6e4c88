// What a desk reads, at growing numbers of matters.
import type { Part } from "../part.ts";

const run = async (): Promise<string> => "";

export const part: Part = { title: "Reading", run };
