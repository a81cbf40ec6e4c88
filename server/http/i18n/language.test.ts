// The language of an answer follows the header, then Chinese; the interface's own choice comes first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf, inLanguage, language, languageAsked } from "./language.ts";

test("the heaviest language that is spoken here", () => {
  assert.equal(bestOf(undefined), "zh-CN");
  assert.equal(bestOf("*"), "zh-CN");
  assert.equal(bestOf("en"), "en");
  assert.equal(bestOf("en-GB,zh;q=0.8"), "en");
  assert.equal(bestOf("en;q=0.3, zh-TW;q=0.9, zh-CN;q=0.5"), "zh-TW");
  assert.equal(bestOf("zh-Hant-HK, en;q=0.9"), "zh-TW");
  assert.equal(bestOf("zh-Hans-SG"), "zh-CN");
  assert.equal(bestOf("fr, de;q=0.9, en;q=0.1"), "en");
  assert.equal(bestOf("fr"), "zh-CN");
  assert.equal(bestOf("en;q=0, zh-TW;q=0.1"), "zh-TW");
  assert.equal(bestOf("en;q=nonsense, zh-CN;q=0.2"), "zh-CN");
});

test("what was chosen in the interface comes first, where it is a language", () => {
  assert.equal(languageAsked({ cookie: "a=b; language=en", "accept-language": "zh-CN" }), "en");
  assert.equal(languageAsked({ cookie: "language=xx", "accept-language": "zh-TW" }), "zh-TW");
  assert.equal(languageAsked({}), "zh-CN");
});

test("it is known all through an answer, and Chinese outside", async () => {
  assert.equal(language(), "zh-CN");
  await inLanguage("en", async () => {
    await null;
    assert.equal(language(), "en");
  });
});
