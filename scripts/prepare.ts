/**
 * After `npm ci`: builds the web. Without the development tools (`--omit=dev`) it says so and leaves things as
 * they are.
 */
import { buildWeb, canBuildWeb } from "./web-build.ts";

if (canBuildWeb() && !buildWeb()) process.exitCode = 1;
