// The thread in which a long regulation is read.
import { parentPort, workerData } from "node:worker_threads";
import { readRegulation } from "#domain/regulation/read.ts";

parentPort?.postMessage(readRegulation(workerData as string));
