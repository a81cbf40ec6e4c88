// The thread in which a long regulation is read.

import { parentPort, workerData } from "node:worker_threads";
import { readRegulation } from "#domain/regulation/read.ts";
import type { Language } from "#server/http/i18n/language.ts";
import { tongueIn } from "#server/http/i18n/tongue.ts";

const { yaml, language } = workerData as { yaml: string; language: Language };
parentPort?.postMessage(readRegulation(yaml, tongueIn(language)));
