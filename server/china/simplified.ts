// Traditional characters read as simplified ones.
import { Converter } from "opencc-js/t2cn";

/** Simplified text; what is simplified already stays as it is. */
export const simplified: (text: string) => string = Converter({ from: "t", to: "cn" });
